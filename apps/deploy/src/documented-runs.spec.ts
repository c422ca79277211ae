import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { copyOfMedmo, folderWith, REPOSITORY } from '@careplane/platform/testing';
import { careplane } from './testing/careplane';
import type { Ran } from './testing/careplane';
import { NOT_RUN } from './testing/documented/not-run';
import { missingParts, stepsOf } from './testing/documented/steps';
import type { DocumentedStep } from './testing/documented/steps';

/** In this order, because later pages use what earlier ones made. */
const FIRST = ['README.md', 'docs/guides/first-platform.md'];
const DOCUMENTS = [
  ...FIRST,
  ...readdirSync(join(REPOSITORY, 'docs/guides'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/guides/${name}`)
    .filter((path) => !FIRST.includes(path)),
];

/** Commands that end with another code than 0. */
const EXITS: readonly (readonly [command: RegExp, exit: number])[] = [
  [/careplane doctor /, 1],
  [/careplane deploy apps\/medmo --assembly nowhere$/, 2],
  [/careplane plan apps\/medmo --env prod$/, 2],
  [/careplane scan report docs\/guides\/samples\/trivy\.json /, 1],
];
const exitOf = (command: string) => EXITS.find(([kind]) => kind.test(command))?.[1] ?? 0;
/** Of a kind that is not run otherwise. */
const RUN_ALL_THE_SAME = ['npx careplane deploy apps/medmo --assembly nowhere'];

const IN_90_DAYS = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);

let workspace: string;
beforeAll(() => {
  workspace = folderWith({
    '.trivyignore': 'CVE-2026-1002\n',
    'jobs.json': '{ "RestoreJobs": [] }',
  });
  cpSync(copyOfMedmo(), join(workspace, 'apps/medmo'), { recursive: true });
  const samples = 'docs/guides/samples';
  cpSync(join(REPOSITORY, samples), join(workspace, samples), { recursive: true });
  const sample = (name: string) => readFileSync(join(workspace, samples, name), 'utf8');
  // The dates of samples are those of a document; here they have to be in the future.
  writeFileSync(
    join(workspace, samples, 'exceptions.yaml'),
    sample('exceptions.yaml').replace(/expires: \S+/, `expires: ${IN_90_DAYS}`),
  );
  for (const [name, from] of Object.entries({
    'tasks.json': 'tasks.csv',
    'bill.csv': 'bill.csv',
    'usage.yaml': 'usage.yaml',
  })) {
    writeFileSync(join(workspace, name), sample(from));
  }
});

const steps = DOCUMENTS.flatMap((path) => stepsOf(readFileSync(join(REPOSITORY, path), 'utf8'), path));
const reasonOf = (command: string) =>
  RUN_ALL_THE_SAME.includes(command) ? undefined : NOT_RUN.find(([kind]) => kind.test(command));
const mistaken = ({ output }: DocumentedStep) => output.some((line) => line.includes('prot is not a known key'));

/** What a shell does with the commands that are not ours. */
const SHELL: Readonly<Record<string, (...paths: string[]) => void>> = {
  mkdir: (_option, folder = '') => mkdirSync(join(workspace, folder), { recursive: true }),
  cp: (from = '', to = '') => {
    mkdirSync(dirname(join(workspace, to)), { recursive: true });
    cpSync(join(workspace, from), join(workspace, to));
  },
};

const done = new Map<string, Ran>();

/** @param again also where the command ran before: what it prints depends on what other commands made */
function run(command: string, again: boolean): Ran {
  const known = again ? undefined : done.get(command);
  if (known !== undefined) return known;
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const [program = '', ...args] = words[0] === 'npx' ? words.slice(1) : words;
  const shell = SHELL[program];
  const ran = shell === undefined ? runOurs(program, args) : (shell(...args), { status: 0, stdout: '', stderr: '' });
  done.set(command, ran);
  return ran;
}

function runOurs(program: string, args: readonly string[]): Ran {
  const group = /^careplane(?:-(scan|cost))?$/.exec(program);
  if (group === null) throw new Error(`${program} is neither run nor in the list of reasons`);
  const given = args.map((word, index) => (args[index - 1] === '--expires' ? IN_90_DAYS : word));
  return careplane([...(group[1] === undefined ? [] : [group[1]]), ...given], { cwd: workspace });
}

describe('README and guides', () => {
  const runnable = steps.filter((step) => reasonOf(step.command) === undefined && !mistaken(step));

  it.each(runnable.map((step) => [step.where, step.command, step] as const))(
    '%s: %s',
    (_where, command, { output }) => {
      const { status, stdout, stderr } = run(command, output.length > 0);
      const exit = exitOf(command);
      expect({ status, stderr: status === exit ? '' : stderr }).toEqual({ status: exit, stderr: '' });
      expect(missingParts(output, `${stdout}${stderr}`)).toEqual([]);
    },
  );

  it('the mistakes of the README’s tour are answered as it shows', () => {
    const step = steps.find(mistaken);
    const folder = folderWith();
    cpSync(join(workspace, 'apps'), join(folder, 'apps'), { recursive: true });
    const file = join(folder, 'apps/medmo/api/service.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('port:', 'prot:'));
    const { status, stderr } = careplane(['plan', 'apps/medmo'], { cwd: folder });
    expect(status).toBe(2);
    expect(missingParts(step?.output ?? ['the README shows no mistake'], stderr)).toEqual([]);
  });

  it('at least half of their commands of careplane ran, and each reason is needed', () => {
    const ours = steps.filter(({ command }) => command.includes('careplane'));
    expect(runnable.length).toBeGreaterThan(ours.length / 2);
    const unused = NOT_RUN.filter((row) => !steps.some(({ command }) => reasonOf(command) === row));
    expect(unused.map(([kind]) => kind)).toEqual([]);
    expect(EXITS.filter(([kind]) => ![...done.keys()].some((command) => kind.test(command)))).toEqual([]);
  });

  it('every block of output after a prompt is compared with something', () => {
    expect(steps.filter(({ output }) => output.length > 0).length).toBeGreaterThan(10);
  });
});

describe('what is shown', () => {
  it('is read with its command, up to the next prompt', () => {
    const text = ['```console', '$ a \\', '  b', 'one', '...', 'two', '$ c', '```', '```sh', 'd # why', '```'].join(
      '\n',
    );
    expect(stepsOf(text, 'x.md')).toEqual([
      { where: 'x.md:3', command: 'a b', output: ['one', '...', 'two'] },
      { where: 'x.md:7', command: 'c', output: [] },
      { where: 'x.md:10', command: 'd', output: [] },
    ]);
  });

  it('must be printed, in its order', () => {
    expect(missingParts(['one', '...', 'two'], 'one\nmore\ntwo\n')).toEqual([]);
    expect(missingParts(['two', '...', 'one'], 'one\nmore\ntwo\n')).toEqual(['one']);
    expect(missingParts(['one', 'two'], 'one\nmore\ntwo\n')).toEqual(['one\ntwo']);
  });
});
