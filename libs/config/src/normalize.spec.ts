import { databasesOf } from './database-settings';
import { healthCheckOf, normalize, routesOf, scalingOf, sizeOf } from './normalize';
import type { WrittenPlatform } from './model';
import { platformWith, PRODUCTION, serviceWith, STAGING } from './testing/examples';

describe('scaling: the service’s override, the service, the environment, the tier', () => {
  const platform = platformWith({
    environments: { production: PRODUCTION, staging: { ...STAGING, scaling: { max: 4, cpuPercent: 50 } } },
  });
  const service = serviceWith({
    scaling: { max: 5, memoryPercent: 70 },
    environments: { staging: { scaling: { max: 3 } } },
  });
  it.each([
    ['production', serviceWith(), { min: 2, max: 6, cpuPercent: 60, memoryPercent: 75 }],
    ['staging', serviceWith(), { min: 1, max: 4, cpuPercent: 50, memoryPercent: 75 }],
    ['production', service, { min: 2, max: 5, cpuPercent: 60, memoryPercent: 70 }],
    ['staging', service, { min: 1, max: 3, cpuPercent: 50, memoryPercent: 70 }],
  ])('%s', (environment, of, expected) => expect(scalingOf(platform, of, environment)).toMatchObject(expected));
});

it('a health check is merged key by key with an override', () => {
  const service = serviceWith({
    healthCheck: { path: '/up', graceSeconds: 90 },
    environments: { staging: { healthCheck: { path: '/staging' } } },
  });
  expect(healthCheckOf(service, 'production')).toEqual({
    ...{ path: '/up', codes: '200', intervalSeconds: 30, timeoutSeconds: 5, graceSeconds: 90 },
  });
  expect(healthCheckOf(service, 'staging')).toMatchObject({ path: '/staging', graceSeconds: 90 });
});

it.each([
  ['production', {}, { cpu: 256, memoryMiB: 512 }],
  ['production', { cpu: 512 }, { cpu: 512, memoryMiB: 512 }],
  ['staging', { cpu: 512, environments: { staging: { memoryMiB: 1024 } } }, { cpu: 512, memoryMiB: 1024 }],
])('size in %s of %j', (environment, written, size) => expect(sizeOf(serviceWith(written), environment)).toEqual(size));

it.each([
  ['none written', {}, ['acme.example/*']],
  [
    '@ and a label',
    { routes: [{ host: '@' }, { host: 'api', paths: ['/a', '/b/*'] }] },
    ['acme.example/*', 'api.acme.example/a', 'api.acme.example/b/*'],
  ],
  [
    'an override',
    { routes: [{ host: 'api' }], environments: { production: { routes: [{ host: 'www' }] } } },
    ['www.acme.example/*'],
  ],
])('routes, %s', (_, written, routes) => {
  const made = routesOf(serviceWith(written), 'production', 'acme.example');
  expect(made.map(({ hostname, path }) => hostname + path)).toEqual(routes);
});

it('a written priority stands', () => {
  expect(routesOf(serviceWith({ routes: [{ priority: 7 }] }), 'production', 'x')[0]?.priority).toBe(7);
});

it('database: version and port are those of the engine unless they are written', () => {
  const databaseWith = (database: object) => {
    const platform = platformWith({ database });
    const { production } = platform.environments;
    return production && databasesOf(platform, 'production', production)[0];
  };
  expect(databaseWith({})).toMatchObject({ engine: 'mysql', engineVersion: '8.4.9', port: 3306 });
  expect(databaseWith({ engine: 'postgres' })).toMatchObject({ engineVersion: '17.9', port: 5432 });
  expect(databaseWith({ engine: 'postgres', engineVersion: '16.15', port: 6543 })).toMatchObject({
    engineVersion: '16.15',
    port: 6543,
  });
});

it('database: what the environment says, else the platform, else the tier', () => {
  const platform = platformWith({ name: 'ac-me', database: { storageGiB: 80 } });
  const { production, staging } = platform.environments as Record<string, (typeof platform.environments)[string]>;
  expect(production && databasesOf(platform, 'production', production)[0]).toMatchObject({
    identifier: 'ac-me-production',
    name: 'ac_me',
    storageGiB: 80,
    multiAz: true,
  });
  const overrides = { database: { storageGiB: 30, multiAz: true } };
  expect(staging && databasesOf(platform, 'staging', { ...staging, ...overrides })[0]).toMatchObject({
    ...{ storageGiB: 30, multiAz: true },
  });
});

it('further databases have names, engines and overrides of their own', () => {
  const platform = platformWith({
    name: 'acme',
    database: { storageGiB: 80 },
    databases: { 'lab-results': { engine: 'postgres' }, reports: { storageGiB: 90 } },
  });
  const { staging } = platform.environments;
  const overrides = { databases: { reports: { storageGiB: 30 } } };
  expect(staging && databasesOf(platform, 'staging', { ...staging, ...overrides })).toMatchObject([
    { identifier: 'acme-staging', name: 'acme', engine: 'mysql', storageGiB: 80 },
    {
      ...{ key: 'lab-results', identifier: 'acme-lab-results-staging', name: 'lab_results' },
      ...{ engine: 'postgres', port: 5432, storageGiB: 50 },
    },
    { key: 'reports', identifier: 'acme-reports-staging', name: 'reports', engine: 'mysql', storageGiB: 30 },
  ]);
});

describe('the model', () => {
  const west = { region: 'us-west-2', network: { cidr: '10.30.0.0/16' } };
  const platform = platformWith({
    network: { zones: ['a', 'c'], endpoints: 'all' },
    environments: { production: PRODUCTION, staging: STAGING, west: { ...STAGING, ...west, branch: 'feature/a/b' } },
  });
  const service = serviceWith({
    environment: { A: '1', B: 2 },
    environments: { staging: { environment: { B: true, C: 'c' } } },
  });
  const model = normalize(platform, [{ directory: 'acme/api', folder: 'api', value: service }]);

  it('has a location for each account and region', () => {
    expect(model.locations.map(({ id, environments }) => [id, environments])).toEqual([
      ['primary', ['production', 'staging']],
      ['111122223333-us-west-2', ['west']],
    ]);
  });

  it('a network of its own has the platform’s settings where it says nothing', () => {
    expect(model.locations[1]?.network).toMatchObject({ cidr: '10.30.0.0/16', zones: ['a', 'c'], endpoints: 'all' });
  });

  it('production asks for approval, and its e-mails are the platform’s', () => {
    expect(model.environments.map(({ name, production, approval }) => [name, production, approval])).toEqual([
      ['production', true, true],
      ['staging', false, false],
      ['west', false, false],
    ]);
    expect(model.environments[0]?.alertEmails).toEqual(['on-call@acme.example']);
  });

  it('an image tag has no slash', () => expect(model.environments[2]?.imageTag).toBe('feature-a-b'));

  it('variables are text, merged key by key', () => {
    const variables = model.services[0]?.deployments.map((deployment) => deployment.variables);
    expect(variables).toEqual([
      { A: '1', B: '2' },
      { A: '1', B: 'true', C: 'c' },
      { A: '1', B: '2' },
    ]);
  });

  it('has no repository, and no Slack, until one is written; then its folder is apps/ and the name', () => {
    expect(model).not.toHaveProperty('repository');
    expect(model).not.toHaveProperty('slack');
    const repository = (written: WrittenPlatform['repository']) =>
      normalize(platformWith({ repository: written }), []).repository;
    expect(repository({ codecommit: 'acme-platform' })).toEqual({
      ...{ origin: { codecommit: 'acme-platform' }, create: false, branch: 'main' },
      ...{ folder: 'apps/acme', buildSize: 'medium' },
    });
    expect(repository({ github: 'acme/platform', branch: 'trunk', folder: 'platforms/acme' })).toMatchObject({
      ...{ origin: { github: 'acme/platform' }, branch: 'trunk', folder: 'platforms/acme' },
    });
  });

  it('news of the pipelines reach people: the platform’s addresses, else those of its environments', () => {
    const alertEmails = (written: Parameters<typeof platformWith>[0]) =>
      normalize(platformWith(written), []).alertEmails;
    expect(alertEmails({})).toEqual(['on-call@acme.example']);
    const environments = {
      production: { ...PRODUCTION, alertEmails: ['b@acme.example', 'a@acme.example'] },
      staging: { ...STAGING, alertEmails: ['b@acme.example'] },
    };
    expect(alertEmails({ alertEmails: [], environments })).toEqual(['b@acme.example', 'a@acme.example']);
  });

  it('says how the image is built, and where the service’s folder is', () => {
    expect(model.services[0]).toMatchObject({
      folder: 'api',
      image: { dockerfile: 'Dockerfile', context: '.', buildSize: 'medium' },
    });
  });

  it('is plain data', () => expect(JSON.parse(JSON.stringify(model))).toEqual(model));
});
