import { fuzzModels, keysGiven, keysToTry } from './testing/fuzz';
import { WALK_FILES, keysOf } from './testing/walk/documents';
import { limitsAlong, walk } from './testing/walk/walk';

/** Properties that no key has the value of, and what they are computed from. */
const COMPUTED: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket LifecycleConfiguration.Rules.*.ExpirationInDays': 'the days of governance.retentionYears',
  'AWS::S3::Bucket ObjectLockConfiguration.Rule.DefaultRetention.Days': 'the days of governance.retentionYears',
  'AWS::EC2::Subnet CidrBlock': 'the parts of network.cidr',
  'AWS::CloudWatch::Alarm Threshold': 'a share of the longest time between two runs or backups',
  'AWS::Backup::BackupPlan BackupPlan.BackupPlanRule.*.CompletionWindowMinutes':
    'the hours of backup.startWindowHours, and eight more',
  'AWS::IAM::ManagedPolicy PolicyDocument.Statement.*.Resource': 'the logical id of a secret',
  'AWS::IAM::ManagedPolicy PolicyDocument.Statement.*.Resource.*':
    'the logical id of a secret, and the repository of a sidecar',
  'AWS::ECS::TaskDefinition ContainerDefinitions.*.Secrets.*.ValueFrom': 'the logical id of a secret',
  'AWS::EFS::AccessPoint PosixUser.Uid': 'the first number of the owner of a mount',
  'AWS::EFS::AccessPoint PosixUser.Gid': 'the second one',
  'AWS::EFS::AccessPoint RootDirectory.CreationInfo.OwnerUid': 'the first number of the owner of a mount',
  'AWS::EFS::AccessPoint RootDirectory.CreationInfo.OwnerGid': 'the second one',
  'AWS::Events::Rule ScheduleExpression': 'a minute of the night that depends on the names',
};

/** Keys with a value of a person's own that is in no property, and where it goes. */
const ELSEWHERE: readonly (readonly [RegExp, string])[] = [
  [/^web sidecars\.\*\.image$/, 'a parameter has it with the name, for the builds that copy it'],
  [/^platform (?:properties|networkProperties|handover)\./, 'prove and the handover read it'],
  [/^platform backup\.retentionReason$/, 'check and the evidence print it'],
  [/^platform recovery\.rtoHours$/, 'rules compare it'],
  [/^platform trivy\.url$/, 'it is part of a command of a build, with the version filled in'],
  [/^platform environments\.\*\.scaling\.(?:max|requestsPerTarget)$/, 'the service has its own'],
  [/^web egress\.\*\.unencrypted\.reason$/, 'check and the evidence print it'],
  [/^web fileSystems\.\*\.owner$/, 'an access point has its two numbers'],
  [/^platform fileSystems\.\*\.alarmGiB$/, 'an alarm has its bytes'],
  [/^(?:web|static) description$/, 'the handover shows it'],
  [/^web tasks\./, 'outputs of the stack have it, which careplane run reads'],
];

/** Keys that the documents of the walk do not have: another key has the same schema, or the values are a closed set. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/^(?:web|worker|scheduled) (?:environments\.\*\.)?/, 'service '],
  [/^static environments\.\*\./, 'static '],
  [/^static source\./, 'service source.'],
  [/^platform (environments\.\*\.)?database\./, 'platform $1databases.*.'],
  [/^platform repository\.(?=codecommit$)/, 'service source.'],
  [/^platform identity\.groups\.\w+\.users\./, 'platform identity.breakGlass.users.'],
  [/^platform identity\.groups\.\w+\.duties\./, 'platform identity.groups.developers.duties.'],
  [/^platform governance\.\w+\.reason$/, 'platform backup.retentionReason'],
  [/^platform repository\.create$/, 'platform queues.*.fifo'],
  [/^platform caches\.\*\.signIn$/, 'platform caches.*.eviction'],
  [/^service protocol$/, 'service protocol.http.reason'],
];

/** A synthesis takes half a second, so only a few documents are tried here; `npm run fuzz` synthesizes 10,000 models. */
const TRIED = { seed: 1, documents: 60, models: 3 } as const;

const alike = (key: string) => ALIKE.reduce((name, [from, to]) => name.replace(from, to), key);

it('walks from every key to the properties that it reaches, and what CloudFormation refuses there is refused', () => {
  const walked = walk();
  const { enforced, gaps, probes } = limitsAlong(walked);
  if (process.env['WALK_FIGURES'] !== undefined) {
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
  const faults: string[] = [];
  const onFault = (fault: string, changed: string) => faults.push(`${fault} <- ${changed}`);
  expect([fuzzModels({ ...TRIED, onFault }).synthesized, faults]).toEqual([TRIED.models, []]);
});

it('every key of the schemas gets another value in a document of the fuzz', () => {
  const given = keysGiven({ seed: 1, documents: 5000 });
  expect([...keysToTry()].filter((key) => !given.has(key))).toEqual([]);
});
