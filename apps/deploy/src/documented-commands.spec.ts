import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { REPOSITORY } from '@careplane/platform/testing';
import { commandLines, commandsIn } from './testing/documented/command-lines';
import { BINS, parseFault } from './testing/documented/parse-fault';

/** Programs of the documents whose arguments this test does not check, each with the reason. */
const NOT_CHECKED: Readonly<Record<string, string>> = {
  aws: 'needs an AWS account; the names in the commands come from the templates, which the tests of the handover compare',
  git: 'changes a repository and its remote',
  go: 'downloads and compiles Trivy; the end-to-end suites run it',
  cd: 'belongs to the shell',
  export: 'belongs to the shell',
  head: 'belongs to the system',
  docker: 'needs a container engine; the end-to-end suites build the same images with buildah',
  crane: 'is another project’s command; scan-gate runs the version that the pipelines pin',
  trivy: 'is another project’s command; the end-to-end suites run the version that the pipelines pin',
  node: 'starts the emulator’s bootstrap, which the end-to-end suites run',
  python3: 'installs the emulator, which the end-to-end suites do',
  '~/emulator/bin/pip': 'installs the emulator, which the end-to-end suites do',
  '~/emulator/bin/python': 'starts the emulator, which the end-to-end suites do',
  curl: 'speaks to the emulator',
  mkdir: 'belongs to the system; the end-to-end suite of the documents runs it',
  cp: 'belongs to the system; the end-to-end suite of the documents runs it',
  cargo: 'compiles cfn-guard',
  ...Object.fromEntries(
    ['tr', 'grep', 'sort', 'awk'].map((name) => [
      name,
      'belongs to the system; the end-to-end suite of the tasks runs it',
    ]),
  ),
};

/** Folders that the guide of the first platform makes. */
const MADE_BY_GUIDES = ['apps/acme'];

function json(path: string): Record<string, Record<string, unknown>> {
  return JSON.parse(readFileSync(join(REPOSITORY, path), 'utf8')) as Record<string, Record<string, unknown>>;
}
const scripts = json('package.json')['scripts'] ?? {};
const generators = json('tools/nx-plugin/generators.json')['generators'] ?? {};

/** Why a command cannot be run as it is written; undefined if it can, or if the list above has its program. */
function fault(words: readonly string[]): string | undefined {
  const [first = '', ...rest] = words[0] === 'npx' ? words.slice(1) : words;
  const bin = BINS[first];
  if (bin !== undefined) return folderFault(rest) ?? parseFault(bin(), rest);
  if (first === 'npm') return npmFault(rest);
  if (first === 'nx') return nxFault(rest);
  return Object.hasOwn(NOT_CHECKED, first) ? undefined : `neither checked nor in the list of reasons: ${first}`;
}

function folderFault(words: readonly string[]): string | undefined {
  const missing = words.find(
    (word) => /^apps\/[\w-]+$/.test(word) && !MADE_BY_GUIDES.includes(word) && !existsSync(join(REPOSITORY, word)),
  );
  return missing === undefined ? undefined : `no folder ${missing}`;
}

function npmFault([verb = '', script = '']: readonly string[]): string | undefined {
  const name = verb === 'run' ? script : verb;
  return ['ci', 'i', 'install'].includes(verb) || name in scripts ? undefined : `package.json has no script ${name}`;
}

function nxFault([verb = '', what = '']: readonly string[]): string | undefined {
  if (verb !== 'g' || !what.startsWith('@careplane/nx:')) return undefined;
  return what.slice('@careplane/nx:'.length) in generators ? undefined : `no generator ${what}`;
}

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs/README.md',
  ...readdirSync(join(REPOSITORY, 'e2e'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?:^|\/)README\.md$/.test(name))
    .map((name) => `e2e/${name}`),
  ...['docs/guides', 'docs/handover'].flatMap((folder) =>
    readdirSync(join(REPOSITORY, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  ),
  ...['libs', 'apps', 'tools'].flatMap((kind) =>
    readdirSync(join(REPOSITORY, kind))
      .map((name) => relative(REPOSITORY, join(REPOSITORY, kind, name, 'README.md')))
      .filter((path) => existsSync(join(REPOSITORY, path))),
  ),
];

const documented = documents.flatMap((path) => commandLines(readFileSync(join(REPOSITORY, path), 'utf8'), path));

test('every command of README, guides and handover is one that the command lines accept', () => {
  const faults = documented.flatMap(({ where, text }) =>
    commandsIn(text).flatMap((words) => {
      const found = fault(words);
      return found === undefined ? [] : [`${where}: ${text}\n  ${found}`];
    }),
  );
  expect(faults).toEqual([]);
  expect(documented.length).toBeGreaterThan(150);
});

test.each([
  ['npx careplane plan apps/medmo --no-such-option', "error: unknown option '--no-such-option'"],
  ['careplane plann apps/medmo', "error: unknown command 'plann'\n(Did you mean plan?)"],
  ['npm run no-such-script', 'package.json has no script no-such-script'],
  ['npx nx g @careplane/nx:no-such-generator x', 'no generator @careplane/nx:no-such-generator'],
  ['careplane plan apps/no-such-platform', 'no folder apps/no-such-platform'],
  ['terraform apply', 'neither checked nor in the list of reasons: terraform'],
  ['npx nx affected -t synth --base="$(npx careplane bse apps/medmo)"', "error: unknown command 'bse'"],
])('refuses %s', (line, message) => {
  expect(commandsIn(line).map(fault).filter(Boolean).join()).toContain(message.split('\n')[0]);
});

test('each reason in the list is needed', () => {
  const used = new Set(documented.flatMap(({ text }) => commandsIn(text).map(([first = '']) => first)));
  expect(Object.keys(NOT_CHECKED).filter((name) => !used.has(name))).toEqual([]);
});

test('a line that continues, a prompt and a comment are read as the shell reads them', () => {
  const text = [
    '```sh',
    'careplane plan \\',
    '  apps/medmo # why',
    '```',
    '```',
    '$ npm test',
    '12 passed',
    '```',
  ].join('\n');
  expect(commandLines(text, 'a.md')).toEqual([
    { where: 'a.md:3', text: 'careplane plan apps/medmo # why' },
    { where: 'a.md:6', text: 'npm test' },
  ]);
  expect(commandsIn('A=1 careplane plan apps/medmo > x # why')).toEqual([['careplane', 'plan', 'apps/medmo']]);
});
