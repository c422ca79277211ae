import { App, Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { cdkNag } from './nag';
import type { Ran } from './verdict';

const HIPAA = 'cdk-nag HIPAA Security';
const NIST = 'cdk-nag NIST 800-53';
const SOLUTIONS = 'cdk-nag AWS Solutions';
const VERSIONING = 'HIPAA.Security-S3BucketVersioningEnabled';
const REASON =
  'The bucket holds what can be computed again from its source at any time, so versions would protect nothing.';

/** A bucket without versions, among other faults, in a construct of a stack of an app. */
function badApp() {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'us-east-2' } });
  const holder = new Construct(stack, 'Holder');
  const bucket = new Bucket(holder, 'Bucket');
  return { app, stack, holder, bucket };
}

function verdict(app: App, judge: string): Ran {
  return cdkNag(app).find((ran) => ran.judge === judge) as Ran;
}

const openRules = ({ open }: Ran): string[] => open.map(({ rule }) => rule);

test('all packs are asked, and say which version they are', () => {
  const verdicts = cdkNag(badApp().app);
  expect(verdicts.map(({ judge }) => judge)).toEqual([HIPAA, NIST, SOLUTIONS]);
  for (const { version } of verdicts) expect(version).toMatch(/^3\.\d+\.\d+$/);
});

test('a finding without an acknowledgement is open, at the place where it is', () => {
  const { app } = badApp();
  expect(verdict(app, HIPAA).open).toContainEqual({
    rule: VERSIONING,
    severity: 'error',
    message: expect.stringMatching(/versioning/i),
    where: 'Stack/Holder/Bucket/Resource',
  });
  expect(openRules(verdict(app, SOLUTIONS))).toContain('AwsSolutions-S10');
  expect(verdict(app, HIPAA).acknowledged).toEqual([]);
});

test('an app without faults has no findings', () => {
  expect(cdkNag(new App()).map(({ open, acknowledged }) => [open, acknowledged])).toEqual([
    [[], []],
    [[], []],
    [[], []],
  ]);
});

test('what is acknowledged keeps its reason and its places', () => {
  const { app, bucket } = badApp();
  const before = openRules(verdict(app, HIPAA));
  Validations.of(bucket).acknowledge({ id: `HIPAA.Security::${VERSIONING}`, reason: REASON });
  const { open, acknowledged } = verdict(app, HIPAA);
  expect(acknowledged).toEqual([
    { rule: VERSIONING, reason: REASON, at: 'Stack/Holder/Bucket', where: ['Stack/Holder/Bucket/Resource'] },
  ]);
  expect(open.map(({ rule }) => rule)).toEqual(before.filter((rule) => rule !== VERSIONING));
});

test.each(['holder', 'stack', 'app'] as const)('an acknowledgement on the %s counts for what is below', (place) => {
  const made = badApp();
  Validations.of(made[place]).acknowledge({ id: `HIPAA.Security::${VERSIONING}`, reason: REASON });
  const { open, acknowledged } = verdict(made.app, HIPAA);
  expect(open.map(({ rule }) => rule)).not.toContain(VERSIONING);
  expect(acknowledged).toEqual([
    { rule: VERSIONING, reason: REASON, at: made[place].node.path, where: ['Stack/Holder/Bucket/Resource'] },
  ]);
});

test('one acknowledgement for several resources is reported once, with all of them', () => {
  const { app, holder } = badApp();
  new Bucket(holder, 'Other');
  Validations.of(holder).acknowledge({ id: `HIPAA.Security::${VERSIONING}`, reason: REASON });
  expect(verdict(app, HIPAA).acknowledged).toEqual([
    {
      rule: VERSIONING,
      reason: REASON,
      at: 'Stack/Holder',
      where: ['Stack/Holder/Bucket/Resource', 'Stack/Holder/Other/Resource'],
    },
  ]);
});

test('the nearest acknowledgement is the one that counts', () => {
  const { app, holder, bucket } = badApp();
  Validations.of(holder).acknowledge({ id: `HIPAA.Security::${VERSIONING}`, reason: 'from further away' });
  Validations.of(bucket).acknowledge({ id: `HIPAA.Security::${VERSIONING}`, reason: REASON });
  expect(verdict(app, HIPAA).acknowledged.map(({ reason }) => reason)).toEqual([REASON]);
});

test('an acknowledgement beside the resource, or of another pack, leaves the finding open', () => {
  const { app, stack, bucket } = badApp();
  const beside = new Construct(stack, 'Beside');
  Validations.of(beside).acknowledge({ id: `HIPAA.Security::${VERSIONING}`, reason: REASON });
  Validations.of(bucket).acknowledge({ id: `AwsSolutions::${VERSIONING}`, reason: REASON });
  expect(openRules(verdict(app, HIPAA))).toContain(VERSIONING);
});

test('one reason answers the same rule of NIST 800-53', () => {
  const { app, bucket } = badApp();
  expect(openRules(verdict(app, NIST))).toContain('NIST.800.53.R5-S3BucketVersioningEnabled');
  Validations.of(bucket).acknowledge({ id: `HIPAA.Security::${VERSIONING}`, reason: REASON });
  expect(openRules(verdict(app, NIST))).not.toContain('NIST.800.53.R5-S3BucketVersioningEnabled');
  expect(verdict(app, NIST).acknowledged).toMatchObject([{ reason: REASON, at: 'Stack/Holder/Bucket' }]);
});

test.each([
  ['a rule that does not exist', `HIPAA.Security-S3BucketVersionEnabled`, REASON, 'AcknowledgementNamesRule'],
  ['no reason', VERSIONING, ' ', 'AcknowledgementHasReason'],
  ['nothing that is found', 'HIPAA.Security-RDSMultiAZSupport', REASON, 'AcknowledgementMatches'],
])('an acknowledgement of %s is itself a finding', (_, rule, reason, problem) => {
  const { app, bucket } = badApp();
  Validations.of(bucket).acknowledge({ id: `HIPAA.Security::${rule}`, reason });
  expect(verdict(app, HIPAA).open).toContainEqual(
    expect.objectContaining({ rule: problem, where: 'Stack/Holder/Bucket' }),
  );
});

// cdk-nag itself drops a finding that is acknowledged without a pack, so the acknowledgement has to be found.
test.each([
  [`HIPAASecurity::${VERSIONING}`, `is for the pack "HIPAASecurity", which is not asked. Write HIPAA.Security::`],
  ['NoSuchPack::Rule', 'is for the pack "NoSuchPack", which is not asked. Known: HIPAA.Security, NIST.800.53.R5'],
  [VERSIONING, `The acknowledgement of ${VERSIONING} names no pack. Write HIPAA.Security::${VERSIONING}.`],
])('an acknowledgement of %s, which names no pack that is asked, is itself a finding', (id, words) => {
  const { app, bucket } = badApp();
  Validations.of(bucket).acknowledge({ id, reason: REASON });
  expect(verdict(app, HIPAA).open).toContainEqual(
    expect.objectContaining({ message: expect.stringContaining(words) as string }),
  );
});

test('asking twice gives the same answer', () => {
  const { app } = badApp();
  expect(cdkNag(app)).toEqual(cdkNag(app));
});
