import { DEFAULT_POLICY } from '@careplane/findings';
import type { GateRules, Stream } from '@careplane/findings';
import type { FileName } from './files';

export interface RulesOptions {
  readonly exceptions?: string | undefined;
  readonly policy?: string | undefined;
  readonly baseline?: string | undefined;
}

/** What is judged by, and the text of the files that say so, by the names they get in a scan's folder. */
export interface LoadedRules {
  readonly rules: GateRules;
  readonly texts: ReadonlyMap<FileName, string>;
}

/**
 * By what a scan is judged: the default, or what is given. What reads files is loaded only where there are any.
 *
 * @throws BadInput with all problems of all files at once
 */
export async function loadRules(options: RulesOptions, stream: Stream, now: Date): Promise<LoadedRules> {
  const given = [options.exceptions, options.policy, options.baseline];
  if (given.every((file) => file === undefined)) return { rules: { policy: DEFAULT_POLICY }, texts: new Map() };
  const { readRuleFiles } = await import('./rule-files.js');
  return readRuleFiles(options, stream, now);
}
