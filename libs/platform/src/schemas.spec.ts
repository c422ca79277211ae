import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationValidatePlugin } from 'aws-cdk-lib';
import { BadInput } from '@careplane/command-line';
import { constantFrom, record, sample } from 'fast-check';
import { parse, stringify } from 'yaml';
import { synthesize } from './synthesize';
import type { Synthesized } from './synthesize';
import { loadTarget } from './target';
import type { Target } from './target';
import { MEDMO, folderWith } from './testing';
import { documentsLike } from './testing/arbitrary-models';
import { schemaFaults } from './testing/schema-validator';
import { WALK_FILES, keysOf } from './testing/walk/documents';
import { limitsAlong, walk } from './testing/walk/walk';
import { unitsOf } from './units';

/** Properties that no key has the value of, and what they are computed from. */
const COMPUTED: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket LifecycleConfiguration.Rules.*.ExpirationInDays': 'the days of governance.retentionYears',
  'AWS::S3::Bucket ObjectLockConfiguration.Rule.DefaultRetention.Days': 'the days of governance.retentionYears',
  'AWS::EC2::Subnet CidrBlock': 'the parts of network.cidr',
  'AWS::CloudWatch::Alarm Threshold': 'a share of the longest time between two runs or backups',
  'AWS::Backup::BackupPlan BackupPlan.BackupPlanRule.*.CompletionWindowMinutes':
    'the hours of backup.startWindowHours, and eight more',
  'AWS::IAM::ManagedPolicy PolicyDocument.Statement.*.Resource': 'the logical id of a secret',
  'AWS::ECS::TaskDefinition ContainerDefinitions.*.Secrets.*.ValueFrom': 'the logical id of a secret',
  'AWS::Events::Rule ScheduleExpression': 'a minute of the night that depends on the names',
};

/** Keys with a value of a person's own that is in no property, and where it goes. */
const ELSEWHERE: readonly (readonly [RegExp, string])[] = [
  [/^platform (?:properties|handover)\./, 'prove and the handover read it'],
  [/^platform backup\.retentionReason$/, 'check and the evidence print it'],
  [/^platform recovery\.rtoHours$/, 'rules compare it'],
  [/^platform trivy\.url$/, 'it is part of a command of a build, with the version filled in'],
  [/^platform environments\.\*\.scaling\.(?:max|requestsPerTarget)$/, 'the service has its own'],
  [/^web description$/, 'the handover shows it'],
  [/^web tasks\./, 'outputs of the stack have it, which careplane run reads'],
];

/** Keys that the documents of the walk do not have: another key has the same schema, or the values are a closed set. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/^(?:web|worker|scheduled) (?:environments\.\*\.)?/, 'service '],
  [/^platform repository\.(?=codecommit$)/, 'service source.'],
  [/^platform identity\.groups\.\w+\.users\./, 'platform identity.breakGlass.users.'],
  [/^platform identity\.groups\.\w+\.duties\./, 'platform identity.groups.developers.duties.'],
  [/^platform governance\.\w+\.reason$/, 'platform backup.retentionReason'],
  [/^platform repository\.create$/, 'platform queues.*.fifo'],
  [/^service protocol$/, 'service protocol.http.reason'],
];

/** Documents to try: few here, because a synthesis takes half a second; `npm run fuzz` synthesizes 10,000 models. */
const DOCUMENTS = Number(process.env['FUZZ_DOCUMENTS'] ?? 12);
/** Of those that load, so many are synthesized. */
const MODELS = Number(process.env['FUZZ_MODELS'] ?? 1);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
/** CloudFormation's schemas see every model. AWS's further rules take two seconds for one: they see every n-th, and none here. */
const ENGINE_EVERY = Number(process.env['FUZZ_ENGINE_EVERY'] ?? 0);

type Document = Readonly<Record<string, unknown>>;
interface Documents {
  readonly platform: Document;
  readonly service: Document;
}

const read = (...path: string[]) => parse(readFileSync(join(...path), 'utf8')) as Document;
const TESTING = join(__dirname, 'testing');

/** Valid documents, with every kind of workload and every part of a platform between them. */
const BASES: readonly Documents[] = [
  { platform: read(TESTING, 'clinic/platform.yml'), service: read(TESTING, 'clinic/portal.yml') },
  { platform: read(TESTING, 'lab/platform.yml'), service: read(TESTING, 'lab/matcher.yml') },
  { platform: read(TESTING, 'lab/platform.yml'), service: read(TESTING, 'lab/nightly.yml') },
  { platform: read(MEDMO, 'platform.yaml'), service: read(MEDMO, 'api/service.yaml') },
].map(withOneService);

/** A queue of a platform needs a consumer, and the platforms here have one service. */
function withOneService({ platform, service }: Documents): Documents {
  const used = Object.keys((service['queues'] ?? {}) as object);
  const queues = Object.entries((platform['queues'] ?? {}) as object).filter(([name]) => used.includes(name));
  const receiving = Object.fromEntries(used.map((name) => [name, 'both']));
  return {
    platform: { ...platform, ...(queues.length > 0 && { queues: Object.fromEntries(queues) }) },
    service: { ...service, ...(used.length > 0 && { queues: receiving }) },
  };
}

/** The files that the services of the documents build from. */
const folder = folderWith({
  'service/Dockerfile': 'FROM scratch\n',
  'service/docker/Dockerfile': 'FROM scratch\n',
  'service/exceptions.yaml': 'exceptions: []\n',
});
const FILES = { platform: join(folder, 'platform.yaml'), service: join(folder, 'service/service.yaml') };

/** Documents of which one differs from a valid one: with two, hardly any model would load. */
const documents = constantFrom(...BASES).chain((base) =>
  record({
    base: constantFrom(base),
    kept: constantFrom('platform' as const, 'service' as const),
    platform: documentsLike('platform', base.platform),
    service: documentsLike('service', base.service),
  }).map(({ kept, ...changed }) => ({ ...changed, [kept]: base[kept] })),
);

/** Templates that were judged already: a change in one file leaves most templates as they were. */
const judged = new Map<string, readonly string[]>();
const plugin = new CloudFormationValidatePlugin();

const alike = (key: string) => ALIKE.reduce((name, [from, to]) => name.replace(from, to), key);

it('walks from every key to the properties that it reaches, and what CloudFormation refuses there is refused', () => {
  const walked = walk();
  const { enforced, gaps, probes } = limitsAlong(walked);
  if (process.env['FUZZ_MODELS'] !== undefined) {
    const sizes = { keys: walked.keys.size, ways: walked.ways.size, limits: enforced.size, probes };
    process.stderr.write(`${JSON.stringify(sizes)}\n`);
  }
  expect(gaps).toEqual([]);
  expect([...walked.unexplained.keys()].filter((property) => COMPUTED[property] === undefined)).toEqual([]);
  const unreached = [...walked.varied].filter((key) => !walked.reaching.has(key));
  expect(unreached.filter((key) => !ELSEWHERE.some(([pattern]) => pattern.test(key)))).toEqual([]);
  const known = new Set([...walked.keys].map(alike));
  const all = WALK_FILES.flatMap((file) => [...keysOf(file).keys()]);
  expect(all.filter((key) => !known.has(alike(key)))).toEqual([]);
  // A walk that loses its way finds little.
  expect(all.length).toBeGreaterThan(350);
  expect(walked.ways.size).toBeGreaterThan(550);
  expect(enforced.size).toBeGreaterThan(170);
});

it(`models that load also synthesize, and CloudFormation's schemas accept their templates`, () => {
  const seen = { problems: 0, loaded: 0, synthesized: 0, templates: 0 };
  const faults = new Map<string, string>();
  // The walk has shown that valid documents synthesize; here only what is changed is of interest.
  for (const pair of MODELS > 1 ? BASES : [])
    expect([modelOf(pair) !== undefined, complaintsOf(modelOf(pair))]).toEqual([true, []]);
  for (const { base, ...pair } of sample(documents, { seed: SEED, numRuns: DOCUMENTS })) {
    if (seen.synthesized >= MODELS) break;
    try {
      const model = modelOf(pair);
      if (model === undefined) {
        seen.problems += 1;
        continue;
      }
      seen.loaded += 1;
      seen.synthesized += 1;
      const everyRule = ENGINE_EVERY > 0 && seen.synthesized % ENGINE_EVERY === 0;
      for (const complaint of complaintsOf(model, everyRule)) note(faults, complaint, changed(pair, base));
    } catch (error) {
      note(faults, error instanceof Error ? error.message : String(error), changed(pair, base));
    }
  }
  seen.templates = judged.size;
  if (process.env['FUZZ_MODELS'] !== undefined) process.stderr.write(`${JSON.stringify(seen)}\n`);
  expect([...faults].map(([fault, from]) => `${fault} <- ${from}`)).toEqual([]);
  expect(seen.synthesized).toBe(MODELS);
});

/** One example of each fault is enough. */
function note(faults: Map<string, string>, fault: string, from: string): void {
  if (faults.has(fault)) return;
  faults.set(fault, from);
  if (process.env['FUZZ_MODELS'] !== undefined) process.stderr.write(`${fault} <- ${from}\n`);
}

/** The model of two files, or undefined where a problem was found. */
function modelOf({ platform, service }: Documents): Target | undefined {
  writeFileSync(FILES.platform, stringify(platform));
  writeFileSync(FILES.service, stringify(service));
  try {
    return loadTarget(folder, {});
  } catch (error) {
    if (error instanceof BadInput) return undefined;
    throw error;
  }
}

function complaintsOf(target: Target | undefined, everyRule = false): string[] {
  if (target === undefined) throw new Error('the valid documents are refused');
  const out = folderWith();
  try {
    return unitsOf(target.model, target.selection).flatMap((unit) => {
      const synthesized = synthesize(target.model, unit, join(out, unit.name));
      const { stacks } = synthesized.assembly;
      const faults = stacks.flatMap((stack) => faultsOf(JSON.stringify(stack.template), stack.environment.region));
      return everyRule ? [...faults, ...violationsOf(synthesized)] : faults;
    });
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function faultsOf(template: string, region: string): readonly string[] {
  const key = `${region} ${template}`;
  const known =
    judged.get(key) ?? schemaFaults(template, region).map((each) => `${each.type} ${each.property}: ${each.message}`);
  judged.set(key, known);
  return known;
}

/** E3050 takes an attribute for a reference; `libs/compliance` looks each one up in the template. */
const MISREAD = 'E3050';

function violationsOf({ app, assembly }: Synthesized): string[] {
  const { violations } = plugin.validate({
    appConstruct: app,
    templatePaths: assembly.stacks.map((stack) => stack.templateFullPath),
    stackTemplates: assembly.stacks.map((stack) => ({
      stackConstructPath: stack.hierarchicalId,
      templatePath: stack.templateFullPath,
      accountId: stack.environment.account,
      region: stack.environment.region,
    })),
  });
  return violations
    .filter(({ severity, ruleName }) => severity !== 'warning' && ruleName !== MISREAD)
    .map(({ ruleName, description }) => `${ruleName}: ${description}`);
}

/** The keys at the top that differ from the valid documents. */
function changed(pair: Documents, base: Documents): string {
  const differing = (one: Document, other: Document) =>
    Object.entries(one).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(other[key]));
  return JSON.stringify([differing(pair.platform, base.platform), differing(pair.service, base.service)]).slice(
    0,
    1500,
  );
}
