// README and guides show parts of files. Each one is read by the loader that reads the whole file: platform.yaml and service.yaml as
// `careplane plan` loads them, on top of what the same page has shown before; exceptions, policies, usage and nx.json by their own.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { accessWorld } from '@careplane/access-analysis';
import { BadInput } from '@careplane/command-line';
import { parseUsage } from '@careplane/cost-model/estimate';
import { parseExceptions, parsePolicy } from '@careplane/findings';
import { loadTarget } from '@careplane/platform/target';
import { copyOfMedmo, REPOSITORY } from '@careplane/platform/testing';
import type { Problem } from '@careplane/problems';

/** A block of YAML or JSON in a document. */
interface Block {
  /** File and line number of its first line. */
  readonly where: string;
  readonly language: 'yaml' | 'json';
  readonly text: string;
}

type Mapping = Readonly<Record<string, unknown>>;

/** Exceptions must not have expired; the dates of samples are those of a document. */
const DAY_OF_READING = new Date('2026-11-28T00:00:00Z');

function blocksOf(markdown: string, file: string): Block[] {
  const lines = markdown.split('\n');
  return lines.flatMap((line, index) => {
    const [, indent = '', language] = /^(\s*)```(ya?ml|jsonc?)\b/.exec(line) ?? [];
    if (language === undefined) return [];
    const end = lines.findIndex((each, at) => at > index && each.trim() === '```');
    const text = lines.slice(index + 1, end < 0 ? undefined : end).map((each) => each.slice(indent.length));
    return [
      {
        where: `${file}:${index + 2}`,
        language: language.startsWith('y') ? ('yaml' as const) : ('json' as const),
        text: `${text.join('\n')}\n`,
      },
    ];
  });
}

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Two files as one: mappings are merged, and everything else is taken from the later one. */
function merged(earlier: Mapping, later: Mapping): Mapping {
  const both = Object.entries(later).map(([key, value]) => {
    const before = earlier[key];
    return [key, isMapping(before) && isMapping(value) ? merged(before, value) : value] as const;
  });
  return { ...earlier, ...Object.fromEntries(both) };
}

const sentences = (problems: readonly Problem[]): string[] =>
  problems.map(({ path, message, given, allowed }) => `${path} ${message}; given ${given}, allowed ${allowed}`);

// Medmo’s handover names secrets of its services, which some of the pages do not have.
const { handover: _, ...PLATFORM } = parse(
  readFileSync(join(REPOSITORY, 'apps/medmo/platform.yaml'), 'utf8'),
) as Mapping;
const SERVICE = parse(readFileSync(join(REPOSITORY, 'apps/medmo/admin/service.yaml'), 'utf8')) as Mapping;

/** What the loader says of medmo with this platform.yaml, and with a part of admin’s service.yaml, or with this one service alone. */
function loaded(platform: Mapping, service?: Mapping): string[] {
  const folder = copyOfMedmo();
  writeFileSync(join(folder, 'platform.yaml'), stringify(platform));
  if (service !== undefined && service['name'] !== SERVICE['name']) {
    for (const name of ['admin', 'api', 'frontend']) rmSync(join(folder, name), { recursive: true });
  }
  for (const each of [service, userOf(platform)]) if (each !== undefined) writeService(folder, each);
  try {
    loadTarget(folder, {});
    return [];
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return error.problems.length > 0 ? sentences(error.problems) : [error.message];
  }
}

function writeService(folder: string, service: Mapping): void {
  const own = join(folder, String(service['name']));
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'service.yaml'), stringify(service));
  for (const name of ['Dockerfile', 'careplane-exceptions.yaml']) writeFileSync(join(own, name), 'exceptions: []\n');
}

/** A service that uses every queue and store of a platform, and calls what it offers: one that nothing uses is refused. None where there are none. */
function userOf(platform: Mapping): Mapping | undefined {
  const names = (key: string) => (isMapping(platform[key]) ? Object.keys(platform[key]) : []);
  const both = (key: string) => Object.fromEntries(names(key).map((name) => [name, 'both']));
  const mounted = names('fileSystems').map((name) => [name, { path: `/mnt/${name}`, owner: '1000' }] as const);
  const used = {
    ...{ queues: both('queues'), buckets: both('buckets'), caches: names('caches'), topics: names('topics') },
    fileSystems: Object.fromEntries(mounted),
    calls: names('calledServices'),
  };
  if (Object.values(used).every((each) => Object.keys(each).length === 0)) return undefined;
  return { name: 'user-of-all', kind: 'worker', source: { path: '.' }, command: ['/app'], ...used };
}

/** Why the loader of a block refuses it; none where it loads. @param earlier what the page has shown of platform.yaml before */
function faultsOf(
  { text, language }: Block,
  earlier: Mapping,
): { readonly faults: string[]; readonly shown?: Mapping } {
  const value: unknown = language === 'json' ? JSON.parse(text) : parse(text);
  if (!isMapping(value)) return { faults: ['the block is no mapping'] };
  const keys = Object.keys(value);
  if (language === 'json') return { faults: keys.includes('Effect') ? statementFaults(value) : nxFaults(value) };
  if (keys.includes('exceptions') && Array.isArray(value['exceptions'])) {
    const read = parseExceptions('exceptions.yaml', text, DAY_OF_READING);
    return { faults: read.ok ? [] : sentences(read.problems) };
  }
  if (keys.includes('block')) {
    const policy = parsePolicy('policy.yaml', text);
    return { faults: policy.ok ? [] : sentences(policy.problems) };
  }
  if (keys.includes('usage') || keys.every((key) => key.startsWith('AWS::'))) {
    return {
      faults: sentences(
        parseUsage('usage.yaml', stringify(keys.includes('usage') ? value : { usage: value })).problems,
      ),
    };
  }
  const platform = merged(merged(PLATFORM, earlier), value);
  if (keys.includes('except')) {
    // A key of the property that the page shows before.
    const [property] = earlier['properties'] as Mapping[];
    return { faults: loaded(merged(PLATFORM, { properties: [{ ...property, ...value }] })) };
  }
  // What a page shows of a service has a name, or is a part of one that has images.
  const asPlatform = keys.includes('name') ? ['it has a name'] : loaded(platform);
  if (asPlatform.length === 0) return { faults: [], shown: value };
  const asService = loaded(merged(PLATFORM, earlier), keys.includes('name') ? value : merged(SERVICE, value));
  return { faults: asService.length === 0 ? [] : [...asPlatform, 'and as a service:', ...asService] };
}

/** What AWS would refuse in a statement of a policy. */
function statementFaults(statement: Mapping): string[] {
  const PolicyDocument = { Version: '2012-10-17', Statement: [statement] };
  const Trust = { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const Properties = {
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [Trust] },
    Policies: [{ PolicyName: 'documented', PolicyDocument }],
  };
  const template = { Resources: { Role: { Type: 'AWS::IAM::Role', Properties } } };
  const { problems } = accessWorld([{ name: 'documented', account: '111122223333', region: 'us-east-2', template }]);
  return problems.map(({ message }) => message);
}

/** Keys that Nx does not know, and plugins that are no packages of this repository. */
function nxFaults(file: Mapping): string[] {
  const schema = JSON.parse(readFileSync(join(REPOSITORY, 'node_modules/nx/schemas/nx-schema.json'), 'utf8')) as {
    properties: object;
  };
  const { name } = JSON.parse(readFileSync(join(REPOSITORY, 'tools/nx-plugin/package.json'), 'utf8')) as {
    name: string;
  };
  const plugins = Array.isArray(file['plugins']) ? file['plugins'] : [];
  return [
    ...Object.keys(file)
      .filter((key) => !Object.hasOwn(schema.properties, key))
      .map((key) => `nx.json has no key ${key}`),
    ...plugins.filter((plugin) => plugin !== name).map((plugin) => `no plugin ${String(plugin)}`),
  ];
}

/** The faults of a page’s blocks, from its top to its end. */
function faultsOfPage(blocks: readonly Block[]): string[] {
  let earlier: Mapping = {};
  return blocks.flatMap((block) => {
    const { faults, shown } = faultsOf(block, earlier);
    earlier = merged(earlier, shown ?? {});
    return faults.map((fault) => `${block.where}: ${fault}`);
  });
}

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs/README.md',
  ...readdirSync(join(REPOSITORY, 'docs/guides'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/guides/${name}`),
].map((path) => [path, blocksOf(readFileSync(join(REPOSITORY, path), 'utf8'), path)] as const);

test.each(pages.filter(([, blocks]) => blocks.length > 0))('what %s shows of files loads', (_path, blocks) => {
  expect(faultsOfPage(blocks)).toEqual([]);
});

test('every block of YAML and JSON is one of them', () => {
  const count = pages.reduce((sum, [, blocks]) => sum + blocks.length, 0);
  const fences = pages.flatMap(
    ([path]) => readFileSync(join(REPOSITORY, path), 'utf8').match(/```(?:ya?ml|json)/g) ?? [],
  );
  expect(count).toBe(fences.length);
  expect(count).toBeGreaterThan(35);
});

test.each([
  ['yaml', 'caches: { sessions: { evictoin: allkeys-lru } }', 'evictoin'],
  ['yaml', 'caches: [no-such-cache]', 'no-such-cache'],
  ['yaml', 'name: x\nkind: worker\nsource: { path: . }\ncommnd: [a]', 'commnd'],
  ['yaml', 'exceptions: [{ id: CVE-2026-1, owner: a@b.example }]', 'reason'],
  ['yaml', 'block: { vulnerabilty: [critical] }', 'vulnerabilty'],
  ['yaml', 'usage: { account: 5 }', 'account'],
  ['json', '{ "plugins": ["@careplane/nxx"], "analytcs": false }', 'analytcs'],
  ['json', '{ "Effect": "Allow", "Action": "s3:GetObject" }', 'Resource'],
] as const)('a %s block is refused: %s', (language, text, word) => {
  expect(faultsOfPage([{ where: 'x.md:1', language, text }]).join('\n')).toContain(word);
});
