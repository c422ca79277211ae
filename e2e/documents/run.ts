// Runs the commands of README and guides in a folder that has the sample platform and the samples of the guides.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { report } from '../harness';
import { careplane, root, run } from '../machine';
import type { Ran } from '../machine';
import { NOT_RUN } from './not-run';
import { missingParts, stepsOf } from './steps';
import type { DocumentedStep } from './steps';

const SAMPLES = 'docs/guides/samples';
/** In this order, because later pages use what earlier ones made. */
const FIRST = ['README.md', 'docs/guides/first-platform.md'];

/** A restore that took an hour, as AWS Backup lists it. */
const RESTORE = { Status: 'COMPLETED', CreationDate: '2026-11-02T05:00:00Z', CompletionDate: '2026-11-02T06:00:00Z' };

/** Commands that end with another code than 0. */
const EXITS: readonly (readonly [command: RegExp, exit: number])[] = [
  [/careplane doctor /, 1],
  [/careplane deploy apps\/medmo --assembly nowhere$/, 2],
  [/careplane plan apps\/medmo --env prod$/, 2],
  [/careplane scan report docs\/guides\/samples\/trivy\.json /, 1],
];
/** Of a kind that is not run otherwise. */
const RUN_ALL_THE_SAME = ['npx careplane deploy apps/medmo --assembly nowhere'];

/** Every step of README and guides, in the order in which they are run. */
export function documentedSteps(): readonly DocumentedStep[] {
  const guides = readdirSync(join(root, 'docs/guides'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/guides/${name}`)
    .filter((path) => !FIRST.includes(path));
  return [...FIRST, ...guides].flatMap((path) => stepsOf(readFileSync(join(root, path), 'utf8'), path));
}

/** Kind and reason of a command that is not run. */
export function reasonOf(command: string): (typeof NOT_RUN)[number] | undefined {
  return RUN_ALL_THE_SAME.includes(command) ? undefined : NOT_RUN.find(([kind]) => kind.test(command));
}

/** Whether the README shows here what a mistake in a file is answered with. */
const isMistaken = ({ output }: DocumentedStep): boolean =>
  output.some((line) => line.includes('prot is not a known key'));

/** A folder like the one in which a reader types. */
export function newFolder(scratch: string): string {
  const folder = join(scratch, 'reader');
  mkdirSync(folder, { recursive: true });
  for (const path of ['apps/medmo', 'apps/medplum', SAMPLES])
    cpSync(join(root, path), join(folder, path), { recursive: true });
  const sample = (name: string): string => readFileSync(join(folder, SAMPLES, name), 'utf8');
  // The dates of samples are those of a document; here they have to be in the future.
  const exceptions = sample('exceptions.yaml').replace(/expires: \S+/, `expires: ${in90Days()}`);
  writeFileSync(join(folder, SAMPLES, 'exceptions.yaml'), exceptions);
  const own = { 'tasks.json': sample('tasks.csv'), 'bill.csv': sample('bill.csv'), 'usage.yaml': sample('usage.yaml') };
  const template = { Resources: { Alerts: { Type: 'AWS::SNS::Topic' } } };
  const more = {
    'template.json': JSON.stringify(template),
    'earlier.json': JSON.stringify(template),
    '.trivyignore': 'CVE-2026-1002\n',
    'jobs.json': JSON.stringify({ RestoreJobs: [RESTORE] }),
  };
  for (const [name, text] of Object.entries({ ...own, ...more })) writeFileSync(join(folder, name), text);
  return folder;
}

/** Run every command that needs no account and no other tool, and compare what is shown with what is printed. */
export function runAll(folder: string): void {
  const done = new Map<string, Ran>();
  for (const step of documentedSteps()) {
    const { where, command, output } = step;
    if (reasonOf(command) !== undefined || isMistaken(step)) continue;
    // What a command prints depends on what others made: where output is shown, it runs again.
    const ran = (output.length === 0 ? done.get(command) : undefined) ?? runOne(folder, command);
    done.set(command, ran);
    const exit = EXITS.find(([kind]) => kind.test(command))?.[1] ?? 0;
    const missing = missingParts(output, `${ran.stdout}${ran.stderr}`);
    report(
      `${where}: ${command}`,
      ran.status === exit && missing.length === 0,
      `exit ${ran.status}, not ${exit}\nshown and not printed:\n${missing.join('\n---\n')}\nprinted:\n${ran.stdout}${ran.stderr}`,
    );
  }
}

/** The mistakes of the README's tour, made in a copy. */
export function makeMistakes(folder: string): void {
  const copy = `${folder}-mistaken`;
  cpSync(join(folder, 'apps/medmo'), join(copy, 'apps/medmo'), { recursive: true });
  const file = join(copy, 'apps/medmo/api/service.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('port:', 'prot:'));
  const shown = documentedSteps().find(isMistaken)?.output ?? ['the README shows no mistake'];
  const { status, stderr } = runOne(copy, 'npx careplane plan apps/medmo');
  const missing = missingParts(shown, stderr);
  report('README: the mistake is answered as it shows', status === 2 && missing.length === 0, `${missing}\n${stderr}`);
}

function runOne(folder: string, command: string): Ran {
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const [program = '', ...args] = words[0] === 'npx' ? words.slice(1) : words;
  if (program === 'mkdir' || program === 'cp') {
    mkdirSync(dirname(join(folder, args[1] ?? '')), { recursive: true });
    return run(program, args, { cwd: folder });
  }
  const group = /^careplane(?:-(scan|cost))?$/.exec(program);
  if (group === null) throw new Error(`${command}: neither run nor in the list of reasons`);
  const given = args.map((word, index) => (args[index - 1] === '--expires' ? in90Days() : word));
  // No account, no tool: PATH has nothing, as on a new machine.
  const outer = Object.keys(process.env).filter((name) => /^(AWS_|CFN_LINT|TRIVY|npm_|NX_|CAREPLANE_)/i.test(name));
  const env = { ...Object.fromEntries(outer.map((name) => [name, undefined])), PATH: '/nowhere', NO_COLOR: '1' };
  return run(process.execPath, [careplane, ...(group[1] === undefined ? [] : [group[1]]), ...given], {
    cwd: folder,
    env,
  });
}

function in90Days(): string {
  return new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
}
