import { renderPath } from '@careplane/problems';
import type { ParsedStatic } from '../model';
import { staticSchema } from '../schema/service/static';
import { platformWith, PRODUCTION, serviceWith, STAGING } from '../testing/examples';
import { everyKindRules } from './every-kind';
import { siteRules as rules } from './site';
import type { SiteRule } from './rule';

type Written = Readonly<Record<string, unknown>>;

const siteWith = (more: object = {}): ParsedStatic =>
  staticSchema.parse({ name: 'portal', kind: 'static', source: { path: '.' }, build: { output: 'dist' }, ...more });

const zoned = platformWith({ environments: { production: PRODUCTION, staging: STAGING } });
const ARN = (region: string, account = '111122223333') =>
  `arn:aws:acm:${region}:${account}:certificate/12345678-1234-1234-1234-123456789012`;
const named = platformWith({
  environments: {
    production: { branch: 'main', domain: 'acme.example', certificateArn: ARN('us-east-2') },
  },
});

const cases: [rule: SiteRule, bad: Written, at: string[], good: Written, platform: typeof zoned][] = [
  [
    rules.siteHasACertificate,
    {},
    ['environments.production'],
    { certificateArn: ARN('us-east-1', named.account) },
    named,
  ],
  [
    rules.siteHasACertificate,
    { certificateArn: ARN('us-east-2', named.account) },
    ['certificateArn'],
    { environments: { production: { certificateArn: ARN('us-east-1', named.account) } } },
    named,
  ],
  [rules.siteHasACertificate, { certificateArn: ARN('us-east-1') }, ['certificateArn'], {}, zoned],
  [
    rules.siteHostsFitACertificate,
    { host: 'a'.repeat(63), environments: { staging: { host: 'b'.repeat(60) } } },
    ['host', 'environments.staging.host'],
    { host: 'a'.repeat(64 - '.staging.acme.example'.length) },
    zoned,
  ],
  [
    rules.buildVariablesAreNotTaken,
    { environment: { PATH: '/x', SITE_OUTPUT: 'x', AWS_ACCESS_KEY_ID: 'x' } },
    ['environment.PATH', 'environment.SITE_OUTPUT', 'environment.AWS_ACCESS_KEY_ID'],
    { environment: { VITE_API: 'https://acme.example' } },
    zoned,
  ],
  [
    rules.noSecretsInASite,
    { environments: { staging: { environment: { API_PASSWORD: 'correct-horse-battery' } } } },
    ['environments.staging.environment.API_PASSWORD'],
    { environment: { VITE_API: 'https://acme.example' } },
    zoned,
  ],
  [
    rules.siteTriggerPathsNeedGithub,
    { source: { codecommit: 'portal' }, build: { output: 'dist', triggerPaths: ['src/**'] } },
    ['build.triggerPaths'],
    { source: { github: 'acme/portal' }, build: { output: 'dist', triggerPaths: ['src/**'] } },
    zoned,
  ],
];

test.each(cases.map((each) => [each[0].name, each] as const))(
  '%s finds what is wrong, and nothing else',
  (_, [rule, bad, at, good, platform]) => {
    expect(rule(siteWith(bad), platform).map(({ path }) => renderPath(path))).toEqual(at);
    expect(rule(siteWith(good), platform)).toEqual([]);
  },
);

test('sites need a partition with CloudFront', () => {
  const [problem] = rules.sitesNeedCloudfront(siteWith(), { ...zoned, region: 'us-gov-west-1' });
  expect(problem?.message).toContain('aws-us-gov');
  expect(rules.sitesNeedCloudfront(siteWith(), zoned)).toEqual([]);
});

test('an account has a hundred functions of CloudFront, one for each site in each environment', () => {
  const sites = Array.from({ length: 51 }, (_, index) => ({
    file: `${index}`,
    value: siteWith({ name: `portal-${index}` }),
  }));
  expect(everyKindRules.sitesFitAnAccount(sites.slice(0, 50), zoned)).toEqual([]);
  const [problem, ...others] = everyKindRules.sitesFitAnAccount(sites, zoned);
  expect([problem?.service, problem?.message, others]).toEqual([
    50,
    'makes 102 functions of CloudFront in account 111122223333 with the other sites, one in each environment, and an account has 100',
    [],
  ]);
});

test('the address of a site belongs to it alone', () => {
  const all = (...values: Parameters<typeof everyKindRules.siteHostsAreFree>[0][number]['value'][]) =>
    everyKindRules
      .siteHostsAreFree(
        values.map((value, index) => ({ file: `${index}`, value })),
        zoned,
      )
      .map(({ service, path, given }) => `${service} ${renderPath(path)} ${String(given)}`);
  expect(all(siteWith(), siteWith({ name: 'docs' }))).toEqual([]);
  // The domain of staging is a name below that of production.
  expect(all(siteWith({ host: 'staging' }))).toEqual(['0 host staging']);
  expect(all(siteWith(), siteWith({ name: 'docs', environments: { staging: { host: 'portal' } } }))).toEqual([
    '1 environments.staging.host portal',
  ]);
  expect(all(serviceWith({ name: 'api', routes: [{ host: 'portal' }] }), siteWith())).toEqual([
    '1 name portal',
    '1 name portal',
  ]);
});
