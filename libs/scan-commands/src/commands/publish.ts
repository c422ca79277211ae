import { AWS_TIMEOUTS, BadInput, counted, EXIT, Refused } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import type { Decided, Verdict } from '@careplane/findings';
import { awsHub, journalFile, publish as publishTo, systemClock } from '@careplane/security-scan';
import { shellWord } from '@careplane/problems';
import type { Published, SecurityHub } from '@careplane/security-scan';
import { FILES } from '../files';
import { reopen } from '../reopen';
import type { Reopened } from '../reopen';

export interface PublishOptions {
  readonly from: string;
  readonly region?: string;
  readonly json?: boolean;
  readonly failOnNewCritical?: boolean;
}

/** Refused findings that are listed one by one; the rest is counted. */
const MAXIMUM_TOLD = 20;

/** Publish what a scan found to Security Hub CSPM. */
export async function publish(
  options: PublishOptions,
  terminal: Terminal,
  hubOf: (region: string) => Promise<SecurityHub> = (region) => awsHub(region, AWS_TIMEOUTS),
): Promise<Exit> {
  const opened = await open(options.from, terminal);
  if (opened === undefined) return EXIT.notPublished;
  const { region } = opened.subject.stream;
  if (options.region !== undefined && options.region !== region) {
    throw new BadInput(
      `--region ${options.region}: the scan belongs to ${region}, and findings can be imported only there. Scan with --region ${options.region}.`,
    );
  }
  const findings: Decided[] = [];
  opened.findings.forEach((decided) => findings.push(decided));
  terminal.progress(`listing the findings in Security Hub CSPM in ${region}`);
  const published = await publishTo(
    { subject: opened.subject, findings, gaps: opened.verdict.examination.gaps, digest: opened.folder.digest },
    {
      hub: await hubOf(region),
      journal: journalFile(opened.folder.pathOf(FILES.journal)),
      clock: systemClock,
      random: Math.random,
      onProgress: everySecond((text) => terminal.progress(text)),
    },
  );
  if (options.json) terminal.data(JSON.stringify(published, null, 2));
  else terminal.data(words(published));
  const exit = tell(published, options, terminal);
  return exit === EXIT.ok && options.failOnNewCritical ? alarm(published, opened.verdict, terminal) : exit;
}

/** An image that does not pass the checks of the gate is not published either, because its content is unknown. */
async function open(from: string, terminal: Terminal): Promise<Reopened | undefined> {
  try {
    return await reopen(from, {}, new Date());
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    terminal.talk(error.message);
    return undefined;
  }
}

/** Name what is new, and what was not examined; for a scan that runs at night, and whose verdict stops nothing. */
function alarm({ newCritical }: Published, { refused }: Verdict, terminal: Terminal): Exit {
  if (refused.length > 0) terminal.talk(`Not examined: ${refused.join('; ')}.`);
  if (newCritical.length === 0) return refused.length > 0 ? EXIT.no : EXIT.ok;
  const rules = [...new Set(newCritical.map(({ rule }) => rule))].slice(0, MAXIMUM_TOLD).join(', ');
  terminal.talk(
    `New critical: ${counted(newCritical.length, 'finding')} (${rules}). Next: fix the image and deploy it, or write an exception with an owner and a date.`,
  );
  return EXIT.no;
}

function words({ published, archived, total, superseded, archivesNothing }: Published): string {
  if (superseded !== undefined)
    return `Nothing was published: Security Hub CSPM already has findings of a later scan (${superseded}).`;
  const gone = archivesNothing
    ? 'none archived, because the scan is incomplete'
    : `${archived} archived because they are gone`;
  return `${published} of ${counted(total, 'finding')} published, ${gone}.`;
}

function tell({ failure, refused, resumed }: Published, { from, json }: PublishOptions, terminal: Terminal): Exit {
  if (resumed && !json) terminal.talk('The run continued an interrupted run.');
  for (const { id, code, message } of refused.slice(0, MAXIMUM_TOLD))
    terminal.talk(`Refused: ${id}: ${code}: ${message}`);
  if (refused.length > MAXIMUM_TOLD)
    terminal.talk(`${refused.length - MAXIMUM_TOLD} more were refused; --json lists all.`);
  if (failure !== undefined) terminal.talk(failure);
  if (failure === undefined && refused.length === 0) return EXIT.ok;
  terminal.talk(`Next: careplane-scan publish --from ${shellWord(from)}`);
  return EXIT.notPublished;
}

/** Progress once a second is enough for a person, and for a log. */
function everySecond(show: (text: string) => void): (progress: { done: number; total: number }) => void {
  let last = 0;
  return ({ done, total }) => {
    if (Date.now() - last < 1000) return;
    last = Date.now();
    show(`${done} of ${total} published`);
  };
}
