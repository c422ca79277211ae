import { Refused } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { answer, shownFormat, showVerdict } from '../conclude';
import type { ShowOptions } from '../conclude';
import { reopen } from '../reopen';
import type { RulesOptions } from '../rules';
import { digestOf } from '../stream-options';

export interface GateOptions extends RulesOptions, ShowOptions {
  readonly from: string;
  readonly digest?: string;
}

/** Decide again, and answer for the image that is about to go on. */
export async function gate(options: GateOptions, terminal: Terminal): Promise<Exit> {
  shownFormat(options, terminal);
  const wanted = digestOf('--digest', options.digest);
  const { subject, findings, verdict } = await reopen(options.from, options, new Date());
  const { imageDigest } = subject.scan;
  if (wanted !== undefined && imageDigest !== wanted) {
    throw new Refused(
      `The scanned image is ${imageDigest ?? 'of unknown digest'}, not ${wanted}. Scan the image that you want to deploy.`,
    );
  }
  showVerdict({ verdict, findings }, options, terminal);
  terminal.talk(
    verdict.passed
      ? `Passed${wanted === undefined ? '' : `: ${wanted}`}.`
      : 'Next: fix the blocking findings above, or write an exception with an owner and a date (--exceptions), then scan again.',
  );
  return answer(verdict, {});
}
