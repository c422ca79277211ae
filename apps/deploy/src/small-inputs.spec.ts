// Small inputs that were answered wrongly once, each for a kind of mistake, typed as a person types them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeholdersOf } from '@careplane/config';
import { loadTarget } from '@careplane/platform/target';
import { folderWith } from '@careplane/platform/testing';
import { cli } from './testing/cli';

const PLATFORM = `name: harbor
account: '210987654321'
region: us-east-1
environments:
  production:
    branch: main
    domain: harbor.example
    hostedZone: { id: Z0123456789ABCDEFGHIJ, name: harbor.example }
alertEmails: [ops@harbor.example]
`;
const SERVICE = `name: portal
source: { codecommit: portal }
database: true
routes:
  - host: '@'
`;
const LONG = `${'a'.repeat(62)}.example`;

const folder = (platform: string, service = SERVICE, file = 'portal/service.yaml') =>
  folderWith({ 'platform.yaml': platform, [file]: service });

it.each<[kind: string, files: () => string, says: RegExp]>([
  [
    'a region that does not exist',
    () => folder(PLATFORM.replace('region: us-east-1', 'region: us-moon-9')),
    /platform\.yaml:3\n {2}region is not a region of AWS[^]*did you mean "us-east-1"\?/,
  ],
  [
    'a minute, an hour and a day that do not exist',
    () =>
      folder(
        PLATFORM,
        `${SERVICE}scaling: { min: 2, max: 4, schedule: [{ cron: '99 99 ? * FUNDAY *', min: 2, max: 4 }] }\n`,
      ),
    /service\.yaml:6\n {2}scaling\.schedule\[0\]\.cron has "99" as its minute[^]*"FUNDAY"/,
  ],
  [
    'a file name that is nearly right',
    () => folder(PLATFORM, SERVICE, 'portal/service.yml'),
    /did you mean service\.yaml\?/,
  ],
  [
    'an address twice',
    () => folder(PLATFORM.replace('[ops@harbor.example]', '[ops@harbor.example, ops@harbor.example]')),
    /platform\.yaml:9\n {2}alertEmails\[1\] lists an address twice/,
  ],
  [
    'a domain that no certificate has as its first name',
    () => folder(PLATFORM.replaceAll('harbor.example', LONG)),
    /platform\.yaml:7\n {2}environments\.production\.domain has 70 characters[^]*at most 64/,
  ],
  [
    'characters that no tag has',
    () => folder(`${PLATFORM}tags: { 'owner<team>': 'a|b{}' }\n`),
    /platform\.yaml:10\n {2}tags\.owner<team> has a name that must be[^]*write "owner-team"/,
  ],
  [
    'storage without room to grow',
    () => folder(`${PLATFORM}database: { storageGiB: 65000, maxStorageGiB: 65536 }\n`),
    /database\.maxStorageGiB leaves no room[^]*write 59578 or less for storageGiB/,
  ],
  [
    'a merge key',
    () =>
      folder(
        PLATFORM.replace('  production:\n', '  production: &p\n').replace(
          'alertEmails',
          '  staging:\n    <<: *p\n    branch: dev\nalertEmails',
        ),
      ),
    /environments\.staging\.<< is a merge key[^]*write the keys themselves in place of <</,
  ],
])('%s is bad input, with its place and its fix', async (_, files, says) => {
  const out = join(folderWith(), 'cdk.out');
  const { exit, stdout, stderr } = await cli('synth', files(), '--out', out);
  expect([exit, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(says);
  expect(stderr).not.toMatch(/internal error|zod|undefined/i);
});

it('the fix for storage without room is accepted', async () => {
  const fixed = folder(`${PLATFORM}database: { storageGiB: 59578, maxStorageGiB: 65536 }\n`);
  expect(await cli('synth', fixed, '--out', join(folderWith(), 'cdk.out'), '--unit', 'harbor')).toMatchObject({
    exit: 0,
  });
});

it('a placeholder is known, and a deploy refuses it', async () => {
  const files = folder(PLATFORM.replace('Z0123456789ABCDEFGHIJ', 'Z0000000000000000000'));
  const assemblies = join(folderWith(), 'cdk.out');
  expect(placeholdersOf(loadTarget(files, {}).model).map(({ path }) => path)).toContain(
    'environments.production.hostedZone.id',
  );
  await cli('synth', files, '--out', assemblies);
  const { exit, stderr } = await cli('deploy', files, '--assembly', assemblies);
  expect(exit).toBe(2);
  expect(stderr).toContain('Z0000000000000000000');
});

it('no two services or environments whose names begin alike share a bucket of artifacts', async () => {
  const files = folderWith({
    'platform.yaml': `${PLATFORM.replace('  production:', '  staging:\n    tier: nonproduction\n    branch: dev\n    domain: staging.harbor.example\n    hostedZone: { id: Z0123456789ABCDEFGHIJ, name: harbor.example }\n  production:')}`,
    'portal/service.yaml': SERVICE,
    'portal-admin/service.yaml': `name: portal-admin\nsource: { codecommit: portal-admin }\nroutes: [{ host: admin }]\n`,
  });
  const out = join(folderWith(), 'cdk.out');
  await cli('synth', files, '--out', out);
  const stores = ['harbor-portal', 'harbor-portal-admin'].flatMap((unit) => {
    const template = JSON.parse(readFileSync(join(out, unit, `${unit}-pipelines.template.json`), 'utf8')) as {
      Resources: Record<string, { Type: string; Properties: { ArtifactStore?: { Location: unknown } } }>;
    };
    return Object.entries(template.Resources).flatMap(([id, { Type, Properties }]) =>
      Type === 'AWS::CodePipeline::Pipeline' && !/nightly/i.test(id)
        ? [`${unit} ${JSON.stringify(Properties.ArtifactStore?.Location)}`]
        : [],
    );
  });
  expect(stores.length).toBeGreaterThanOrEqual(4);
  expect(new Set(stores).size).toBe(stores.length);
});
