import { statSync } from 'node:fs';
import { availableParallelism, devNull } from 'node:os';
import { basename } from 'node:path';
import { cutEnd, failureReason, oneLine, programEnd } from '@careplane/problems';
import { ASKING, runTool, ToolError } from './run-tool';
import { brokeDown } from './verdict';
import type { JudgeFinding, JudgeVerdict } from './verdict';

/** A template, and the region that its resources must exist in. */
export interface TemplateFile {
  readonly path: string;
  readonly region: string;
}

/**
 * The version that this toolkit's templates are checked with. Other versions have other rules, so their answer is not
 * comparable. Only this line names it: `npm run generate` writes it into the README and the emulator's requirements, and
 * `tools/generate/cfn-lint-requirements.ts` into the checksums that builds install from.
 */
export const CFN_LINT_VERSION = '1.58.0';

/** The command that installs the pinned version. */
export const CFN_LINT_INSTALL = `pip install cfn-lint==${CFN_LINT_VERSION}`;

const JUDGE = 'cfn-lint';
const CORRECT = `correct that, or install it again (${CFN_LINT_INSTALL})`;
/** Exit status of cfn-lint: a sum of 2 (errors), 4 (warnings) and 8 (information). Other values are failures. */
const FOUND_SOMETHING = 2 | 4 | 8;
/** A .cfnlintrc, in this folder or at home, and metadata in a template could otherwise switch rules off unseen. */
const UNSILENCED = ['--config-file', devNull, '--mandatory-checks', 'E', 'W'];

interface Match {
  readonly Filename: string;
  readonly Level: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path?: readonly (string | number)[] | null };
}

/**
 * cfn-lint works on one processor only, and takes longer than all other judges together: processes share the templates. Each reads the
 * rules and schemas once more, which takes it less than a second; more than four would take more memory than they save time.
 */
const PROCESSES = Math.min(availableParallelism(), 4);
/** The share of a region with few templates does not wait for its turn. */
const AT_ONCE = PROCESSES + 1;
/** Fewer templates are not worth a process of their own. */
const FEWEST_TEMPLATES = 4;

/** cfn-lint in the pinned version, or a verdict that says why it has not run. */
export type InstalledLint =
  | { readonly found: true; readonly binary: string; readonly version: string }
  | { readonly found: false; readonly verdict: JudgeVerdict };

/**
 * Look for cfn-lint: on the PATH, or where CFN_LINT_BIN says. Starting Python takes half a second, so a caller with other work starts
 * this first.
 */
export async function installedLint(env: NodeJS.ProcessEnv = process.env): Promise<InstalledLint> {
  const absent = (why: string, fix = CFN_LINT_INSTALL): InstalledLint => ({
    found: false,
    verdict: { judge: JUDGE, ran: false, why, fix },
  });
  const binary = env['CFN_LINT_BIN'] || 'cfn-lint';
  const asked = await runTool(binary, ['--version'], env, ASKING);
  if (asked.error?.code === 'ENOENT') {
    return env['CFN_LINT_BIN']
      ? absent(`CFN_LINT_BIN names ${binary}, which does not exist`, CORRECT)
      : absent('not on this machine');
  }
  if (asked.status !== 0) return absent(`"${binary} --version" ${programEnd(asked)}`, CORRECT);
  const version = asked.stdout.trim().replace(/^cfn-lint\s+/, '');
  if (version === CFN_LINT_VERSION) return { found: true, binary, version };
  return absent(
    `this machine has ${cutEnd(oneLine(version), 60) || 'an unnamed version'}, but ${CFN_LINT_VERSION} is required`,
  );
}

/**
 * Ask cfn-lint about templates, when it is on the machine. A version other than the pinned one is not asked: the judge then has not run.
 * It runs in processes of its own, beside whatever the caller does.
 *
 * One that is there but fails has not run either: what it did not say is not a pass, and the other judges are still shown.
 *
 * @param looked `installedLint`, where a caller has started it
 */
export async function cfnLint(
  templates: readonly TemplateFile[],
  env: NodeJS.ProcessEnv = process.env,
  looked: Promise<InstalledLint> = installedLint(env),
): Promise<JudgeVerdict> {
  const installed = await looked;
  if (!installed.found) return installed.verdict;
  const { binary, version } = installed;
  try {
    const matches = (await inTurns(sharesOf(templates), (share) => lint(binary, share, env))).flat();
    // In the order of the templates, however many processes have shared them.
    const orderOf = new Map(templates.map(({ path }, index) => [path, index]));
    const at = ({ Filename }: Match): number => orderOf.get(Filename) ?? templates.length;
    const open = matches.toSorted((a, b) => at(a) - at(b)).map(findingOf);
    return { judge: JUDGE, ran: true, version, open, acknowledged: [] };
  } catch (error) {
    if (!(error instanceof ToolError)) return brokeDown(JUDGE, error);
    return { judge: JUDGE, ran: false, why: error.message, fix: CORRECT };
  }
}

/** Templates of one region, for one process. */
interface Share {
  readonly region: string;
  readonly paths: readonly string[];
}

/** The templates by their regions, and those of a region in shares of about the same size. */
function sharesOf(templates: readonly TemplateFile[]): Share[] {
  return [...new Set(templates.map((template) => template.region))].flatMap((region) => {
    const paths = templates.filter((template) => template.region === region).map((template) => template.path);
    const count = Math.max(1, Math.min(PROCESSES, Math.floor(paths.length / FEWEST_TEMPLATES)));
    return evenly(paths, count).map((share) => ({ region, paths: share }));
  });
}

/** Files in as many shares: the largest first, each to the share with the fewest bytes so far. */
function evenly(paths: readonly string[], count: number): string[][] {
  const files = paths.map((path) => ({ path, bytes: statSync(path, { throwIfNoEntry: false })?.size ?? 0 }));
  const shares = Array.from({ length: count }, () => ({ bytes: 0, paths: [] as string[] }));
  for (const { path, bytes } of files.toSorted((a, b) => b.bytes - a.bytes)) {
    const smallest = shares.reduce((least, share) => (share.bytes < least.bytes ? share : least));
    // One byte more: files without any are shared, too.
    smallest.bytes += bytes + 1;
    smallest.paths.push(path);
  }
  return shares.map((share) => share.paths);
}

/** What `work` gives for each item, in the order of the items; so many at a time as there may be processes. */
async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const rest = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

async function lint(binary: string, { region, paths }: Share, env: NodeJS.ProcessEnv): Promise<Match[]> {
  const args = [...UNSILENCED, '--regions', region, '--format', 'json', '--template', ...paths];
  const ran = await runTool(binary, args, env);
  const failed = (): ToolError => new ToolError(`it ${programEnd(ran)}`);
  if (ran.error || ran.status === null || (ran.status & ~FOUND_SOMETHING) !== 0) throw failed();
  const matches = parse(ran.stdout);
  // Arguments it does not know end with the status of "errors found", too.
  if (ran.status !== 0 && matches.length === 0) throw failed();
  return matches;
}

function findingOf(match: Match): JudgeFinding {
  return {
    rule: match.Rule.Id,
    severity: match.Level === 'Error' ? 'error' : 'warning',
    message: match.Message,
    where: [basename(match.Filename, '.template.json'), match.Location.Path?.[1]].filter(Boolean).join('/'),
  };
}

function parse(output: string): Match[] {
  let matches: unknown;
  try {
    matches = JSON.parse(output.trim() === '' ? '[]' : output);
  } catch {
    throw new ToolError(`it did not answer in JSON: ${failureReason(output) ?? 'nothing that can be read'}`);
  }
  if (!Array.isArray(matches)) throw new ToolError(`it did not answer with a list: ${cutEnd(oneLine(output), 200)}`);
  return matches as Match[];
}
