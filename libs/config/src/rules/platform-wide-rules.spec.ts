import { renderPath } from '@careplane/problems';
import type { ParsedPlatform } from '../model';
import { platformWith, PRODUCTION, serviceWith, STAGING } from '../testing/examples';
import type { WrittenWeb } from '../testing/examples';
import { everyKindRules } from './every-kind';
import { platformWideRules } from './platform-wide';
import type { PlatformWideRule } from './rule';

const { siteHostsAreFree: _, ...everyKind } = everyKindRules;
const rules = { ...platformWideRules, ...everyKind };

type Routes = NonNullable<WrittenWeb['routes']>;
type Written = Partial<WrittenWeb>;

const run = (rule: PlatformWideRule, services: Written[], platform = platformWith()) =>
  rule(
    services.map((service, index) => ({ file: `${index}/service.yaml`, value: serviceWith(service) })),
    platform,
  );

const named = (name: string, routes: Routes): Written => ({ name, routes });

/** Services that differ in their names and hosts. */
const many = (count: number, more: (index: number) => Written = () => ({})): Written[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `s${index}x`,
    routes: [{ host: `s${index}` }],
    ...more(index),
  }));

const cases: [rule: PlatformWideRule, bad: Written[], at: string[], good: Written[], platform?: ParsedPlatform][] = [
  [
    rules.partsAreOfferedInTheRegion,
    [{ source: { github: 'acme/api' } }],
    ['platform region'],
    [],
    platformWith({ region: 'ca-west-1' }),
  ],
  [
    rules.partsAreOfferedInTheRegion,
    [{ source: { codecommit: 'api' } }],
    ['platform region'],
    [{ source: { github: 'acme/api' } }],
    platformWith({ region: 'eu-south-2' }),
  ],
  [
    rules.serviceNamesAreDistinct,
    [{ name: 'api' }, { name: 'web' }, { name: 'api' }],
    ['2 name'],
    [{ name: 'api' }, { name: 'web' }],
  ],
  [
    rules.stackNamesAreDistinct,
    // "api-staging" in eu, and "api" in staging-eu.
    [{ name: 'api' }, { name: 'api-staging' }],
    ['1 name'],
    [{ name: 'api' }, { name: 'api-stage' }],
    platformWith({ environments: { eu: PRODUCTION, 'staging-eu': STAGING } }),
  ],
  [
    rules.pipelineNamesAreDistinct,
    [{ name: 'api' }, { name: 'web' }],
    ['platform environments.staging-nightly'],
    [],
    platformWith({ environments: { staging: STAGING, 'staging-nightly': STAGING } }),
  ],
  [
    rules.pipelineNamesAreDistinct,
    // "api-staging" in nightly, and the nightly scan of "api" in staging.
    [{ name: 'api' }, { name: 'api-staging' }],
    ['1 name'],
    [{ name: 'api' }, { name: 'api-stage' }],
    platformWith({ environments: { staging: STAGING, nightly: STAGING } }),
  ],
  [
    rules.routesDoNotClash,
    [named('api', [{ host: 'x' }, { paths: ['/a', '/b'] }]), named('web', [{ paths: ['/b'] }])],
    ['1 routes[0]', '1 routes[0]'], // Once for each environment.
    [named('api', [{ paths: ['/a'] }]), named('web', [{ paths: ['/b'] }])],
  ],
  [
    rules.routesDoNotClash,
    [{ name: 'api' }, { name: 'web' }], // Both have the default route.
    ['1 name', '1 name'],
    [{ name: 'api' }, named('web', [{ host: 'web' }])],
  ],
  [
    rules.routesDoNotClash,
    [
      { name: 'api', routes: [{ host: 'api' }] },
      { name: 'web', routes: [{ host: 'web' }], environments: { staging: { routes: [{ host: 'api' }] } } },
    ],
    ['1 environments.staging.routes[0]'],
    [named('api', [{ host: 'api' }]), named('web', [{ host: 'web' }])],
  ],
  [
    rules.prioritiesAreDistinct,
    [named('api', [{ host: 'api', priority: 7 }]), named('web', [{ host: 'web', priority: 7 }])],
    ['1 routes[0]', '1 routes[0]'],
    [named('api', [{ host: 'api', priority: 7 }]), named('web', [{ host: 'web', priority: 8 }])],
  ],
  [
    rules.narrowerRoutesComeFirst,
    [named('api', [{ paths: ['/api/*'] }]), named('web', [{ priority: 5, paths: ['/*'] }])],
    ['0 routes[0]', '0 routes[0]'],
    [named('api', [{ paths: ['/api/*'] }]), named('web', [{ paths: ['/*'] }])],
  ],
  [rules.servicesFitTheLoadBalancer, many(60), ['59 name'], many(59)],
  [rules.servicesFitTheLoadBalancer, many(61, () => ({ database: true })), ['59 name', '60 name', '60 database'], []],
  [
    rules.servicesFitTheLoadBalancer,
    many(51, (index) => ({ routes: [{ host: `s${index}`, paths: ['/a', '/b'] }] })),
    ['50 routes[0]', '50 routes[0]', '50 routes[0]', '50 routes[0]'],
    many(50, (index) => ({ routes: [{ host: `s${index}`, paths: ['/a', '/b'] }] })),
  ],
  [
    rules.secretOwnersExist,
    [{ name: 'api', secrets: ['SESSION_KEY'] }],
    ['platform handover.secretOwners.api/SESION_KEY'],
    [{ name: 'api', secrets: ['SESION_KEY'] }],
    platformWith({ handover: { secretOwners: { 'api/SESION_KEY': 'security@acme.example' } } }),
  ],
  [
    rules.fileSystemFoldersHaveOneOwner,
    [
      { name: 'api', fileSystems: { scans: { path: '/scans' } } },
      { name: 'web', fileSystems: { scans: { path: '/scans', folder: 'api', owner: '33' } } },
    ],
    ['1 fileSystems.scans'],
    [
      { name: 'api', user: 'app', fileSystems: { scans: { path: '/scans', owner: '33' } } },
      { name: 'web', user: 'www', fileSystems: { scans: { path: '/scans', folder: 'api', owner: '33:33' } } },
      { name: 'job', fileSystems: { scans: { path: '/scans' } } },
    ],
  ],
];

it.each(cases.map(([rule, bad, at, , platform]) => [nameOf(rule), bad, at, rule, platform] as const))(
  '%s complains about %j',
  (_, bad, at, rule, platform) => {
    expect(run(rule, bad, platform).map(({ service, path }) => `${service} ${renderPath(path)}`)).toEqual(at);
  },
);

it.each(cases.map(([rule, , , good, platform]) => [nameOf(rule), good, rule, platform] as const))(
  '%s accepts %j',
  (_, good, rule, platform) => {
    expect(run(rule, good, platform)).toEqual([]);
  },
);

it('the priority that the complaint names is free', () => {
  const services = [
    named('api', [{ host: 'api', priority: 7 }]),
    named('web', [{ host: 'web', priority: 7 }]),
    named('admin', [{ host: 'admin', priority: 8 }]),
  ];
  expect(run(rules.prioritiesAreDistinct, services)[0]?.fix).toBe('write "priority: 9" at this route, which is free');
});

it('every rule of the list has its cases here', () => {
  // workload-rules.spec.ts, site-rules.spec.ts and call-rules.spec.ts have the cases of the others.
  const elsewhere = [
    ...[rules.queuesHaveConsumers, rules.storesAreUsed, rules.sitesFitAnAccount],
    ...[rules.calledServicesExist, rules.callsFitTheLoadBalancer, rules.internalNamesAreFree],
  ];
  const tested = new Set([...cases.map(([rule]) => rule), ...elsewhere]);
  expect(
    Object.values(rules)
      .filter((rule) => !tested.has(rule))
      .map(nameOf),
  ).toEqual([]);
});

function nameOf(rule: PlatformWideRule): string {
  return rule.name;
}

it('an environment is in a region that can prove its backups', () => {
  const platform = platformWith({ environments: { staging: { ...STAGING, region: 'ap-southeast-7' } } });
  expect(run(rules.partsAreOfferedInTheRegion, [], platform)).toMatchObject([
    { path: ['environments', 'staging', 'region'], given: 'ap-southeast-7' },
  ]);
  expect(run(rules.partsAreOfferedInTheRegion, [], platformWith())).toEqual([]);
});
