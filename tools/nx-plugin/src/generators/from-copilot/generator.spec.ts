import { parse } from 'yaml';
import { filesOf, refusal } from '../../testing/tree';
import { problemsIn } from '../preflight';
import { secondsOf } from './deployment';
import fromCopilot from './generator';
import { Manifest } from './manifest';
import { API, FILES, OPTIONS, WEB, treeWith } from './testing/application';

it('makes a platform and services that load, and a report of the rest', async () => {
  const tree = treeWith(FILES);
  await fromCopilot(tree, OPTIONS);
  expect(problemsIn(tree, 'apps/clinic', 'apps/clinic')).toEqual([]);
  expect(filesOf(tree, 'apps/clinic')).toMatchSnapshot();
  for (const [file, text] of Object.entries(FILES)) expect(tree.read(file, 'utf8')).toBe(text);
});

it('names every value of every manifest that is in no YAML file', async () => {
  const tree = treeWith(FILES);
  await fromCopilot(tree, OPTIONS);
  const report = tree.read('apps/clinic/COPILOT.md', 'utf8') ?? '';
  const places = [
    ...['http.healthcheck.healthy_threshold', 'http.stickiness', 'image.build.context', 'exec'],
    ...['count.requests.cooldown.in', 'count.response_time', 'variables.TABLE.from_cfn', 'secrets.SESSION_KEY'],
    ...['sidecars.proxy.image', 'environments.prod.deployment.rolling', 'network.connect', 'image.location'],
    ...[
      'image.healthcheck.retries',
      'subscribe.topics',
      'subscribe.queue.delay',
      'retries',
      'timeout',
      'network.vpc.subnets.public',
      'observability.container_insights',
    ],
  ];
  for (const place of places) expect(report).toContain(`| \`${place}\``);
  expect(report).toContain('## copilot/web/addons/table.yml');
  expect(report).toContain('| `Resources.OrdersCluster` | `AWS::RDS::DBCluster, aurora-postgresql` |');
});

it('takes no service over without encryption, and says so of those that had none', async () => {
  const tree = treeWith({
    ...FILES,
    'copilot/tls/manifest.yml':
      'name: tls\ntype: Load Balanced Web Service\nhttp: { path: tls }\nimage: { port: 443 }\n',
  });
  await fromCopilot(tree, OPTIONS);
  for (const service of ['web', 'api', 'mailer', 'tls']) {
    expect(tree.read(`apps/clinic/${service}/service.yaml`, 'utf8')).not.toContain('protocol');
  }
  const section = (service: string) =>
    (tree.read('apps/clinic/COPILOT.md', 'utf8') ?? '')
      .split('\n')
      .filter((line) => line.includes(`copilot/${service}/manifest.yml`))
      .join('\n');
  for (const service of ['web', 'api']) {
    expect(section(service)).toMatch(
      /`image\.port` \| `.*` \| In Copilot, the traffic to this service was not encrypted/,
    );
  }
  expect(section('tls')).not.toContain('not encrypted');
});

it('opens nothing to the internet that was inside', async () => {
  const tree = treeWith(FILES);
  await fromCopilot(tree, OPTIONS);
  const routes = (service: string) =>
    (parse(tree.read(`apps/clinic/${service}/service.yaml`, 'utf8') ?? '') as { routes: unknown }).routes;
  expect(routes('web')).toEqual([{ host: 'www' }]);
  expect(routes('api')).toEqual([]);
  expect(routes('mailer')).toBeUndefined();
});

it('makes a worker with its queue, and a job with its times', async () => {
  const tree = treeWith(FILES);
  await fromCopilot(tree, OPTIONS);
  const read = (file: string): unknown => parse(tree.read(`apps/clinic/${file}`, 'utf8') ?? '');
  expect(read('mailer/service.yaml')).toMatchObject({
    kind: 'worker',
    command: ['node', 'dist/mailer.js'],
    queues: { mailer: 'receive' },
    scaling: { min: 1, max: 5, queue: { name: 'mailer', messagesPerTask: 240 } },
  });
  expect(read('platform.yaml')).toMatchObject({ queues: { mailer: { visibilityTimeoutSeconds: 60, maxReceives: 4 } } });
  expect(read('nightly/service.yaml')).toEqual({
    name: 'nightly',
    kind: 'scheduled',
    source: { path: '.' },
    entryPoint: ['/bin/nightly'],
    schedule: { cron: '0 3 ? * MON-FRI *' },
    environments: { prod: { cpu: 512, memoryMiB: 1024 } },
  });
});

it('makes a worker of a backend that answers no one', async () => {
  const tree = treeWith({ ...FILES, 'copilot/idle/manifest.yml': 'name: idle\ntype: Backend Service\n' });
  await fromCopilot(tree, OPTIONS);
  expect(tree.read('apps/clinic/idle/service.yaml', 'utf8')).toContain('kind: worker');
});

it('changes nothing when it runs again, and keeps what a person wrote', async () => {
  const tree = treeWith(FILES);
  await fromCopilot(tree, OPTIONS);
  tree.write('apps/clinic/web/service.yaml', `${tree.read('apps/clinic/web/service.yaml', 'utf8') ?? ''}# mine\n`);
  const before = filesOf(tree);
  await fromCopilot(tree, { ...OPTIONS, from: 'copilot/' });
  expect(filesOf(tree)).toEqual(before);
});

it('has two environments where Copilot describes none', async () => {
  const tree = treeWith({
    'copilot/.workspace': 'application: clinic',
    'copilot/web/manifest.yml': 'name: web\ntype: Load Balanced Web Service\n',
  });
  await fromCopilot(tree, OPTIONS);
  const { environments } = parse(tree.read('apps/clinic/platform.yaml', 'utf8') ?? '') as { environments: object };
  expect(Object.keys(environments)).toEqual(['staging', 'production']);
});

it('has the environments that services name where Copilot describes none', async () => {
  const tree = treeWith({ 'copilot/.workspace': 'application: clinic', 'copilot/web/manifest.yml': WEB });
  await fromCopilot(tree, OPTIONS);
  const { environments } = parse(tree.read('apps/clinic/platform.yaml', 'utf8') ?? '') as { environments: object };
  expect(Object.keys(environments)).toEqual(['prod']);
  expect(problemsIn(tree, 'apps/clinic', 'apps/clinic')).toEqual([]);
});

it('leaves behind what Copilot would fill in', async () => {
  const filled = WEB.replace('LOG_LEVEL: info', 'API_URL: "http://api.${COPILOT_ENVIRONMENT_NAME}.clinic.local"');
  const tree = treeWith({ ...FILES, 'copilot/web/manifest.yml': filled });
  await fromCopilot(tree, OPTIONS);
  expect(tree.read('apps/clinic/web/service.yaml', 'utf8')).not.toContain('COPILOT_');
  expect(tree.read('apps/clinic/COPILOT.md', 'utf8')).toContain('| `variables.API_URL` |');
});

it('makes the secrets that one environment alone has', async () => {
  const alone = WEB.replace('    count: 4\n', '    secrets: { PARTNER_KEY: /clinic/prod/partner }\n');
  const tree = treeWith({ ...FILES, 'copilot/web/manifest.yml': alone });
  await fromCopilot(tree, OPTIONS);
  const { secrets } = parse(tree.read('apps/clinic/web/service.yaml', 'utf8') ?? '') as { secrets: string[] };
  expect(secrets).toEqual(['SESSION_KEY', 'PARTNER_KEY']);
  expect(tree.read('apps/clinic/COPILOT.md', 'utf8')).toContain('| `environments.prod.secrets.PARTNER_KEY` |');
});

it('writes what the rules refuse, too, and says what to mend first', async () => {
  const reserved = WEB.replace('LOG_LEVEL: info', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: /x');
  const tree = treeWith({ ...FILES, 'copilot/web/manifest.yml': reserved });
  await fromCopilot(tree, OPTIONS);
  const report = tree.read('apps/clinic/COPILOT.md', 'utf8') ?? '';
  expect(report).toMatch(
    /## To mend before anything can be synthesized\n\n- `apps\/clinic\/web\/service.yaml`: `environment.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` /,
  );
});

it('makes secrets of variables that look like them, and writes their values nowhere', async () => {
  const password = WEB.replace('LOG_LEVEL: info', 'DB_PASSWORD: hunter2hunter2').replace(
    'LOG_LEVEL: warn',
    'DB_PASSWORD: hunter3hunter3, LOG_LEVEL: warn',
  );
  const tree = treeWith({ ...FILES, 'copilot/web/manifest.yml': password });
  await fromCopilot(tree, OPTIONS);
  expect(problemsIn(tree, 'apps/clinic', 'apps/clinic')).toEqual([]);
  const service = tree.read('apps/clinic/web/service.yaml', 'utf8') ?? '';
  const report = tree.read('apps/clinic/COPILOT.md', 'utf8') ?? '';
  expect((parse(service) as { secrets: string[] }).secrets).toEqual(['SESSION_KEY', 'DB_PASSWORD']);
  expect(service + report).not.toMatch(/hunter\d/);
  expect(report).toContain('| `environments.prod.variables.DB_PASSWORD` | `(14 characters, not shown)` |');
});

it('reads a variable as it is written, and lists functions of CloudFormation', async () => {
  const scalars = `LOG_LEVEL: info
  ACCOUNT: 012345678901
  VERSION: 1.10
  DEBUG: True
  HEX: 0x1F
  OCT: 0755
  EMPTY:
  ARN: !GetAtt Topic.Arn`;
  const tree = treeWith({ ...FILES, 'copilot/web/manifest.yml': WEB.replace('LOG_LEVEL: info', scalars) });
  await fromCopilot(tree, OPTIONS);
  const { environment } = parse(tree.read('apps/clinic/web/service.yaml', 'utf8') ?? '') as { environment: object };
  expect(environment).toEqual({
    ...{
      LOG_LEVEL: 'info',
      ACCOUNT: '012345678901',
      VERSION: '1.10',
      DEBUG: 'True',
      HEX: '0x1F',
      OCT: '0755',
      EMPTY: '',
    },
  });
  expect(tree.read('apps/clinic/COPILOT.md', 'utf8')).toContain('| `variables.ARN.GetAtt` | `Topic.Arn` |');
});

it('leaves PORT to the container’s port, and says so where the two differ', async () => {
  const same = API.replace(
    'count: 2',
    'count: 2\nvariables: { PORT: 8080 }\nenvironments: { prod: { variables: { PORT: 9090 } } }',
  );
  const tree = treeWith({ ...FILES, 'copilot/api/manifest.yml': same });
  await fromCopilot(tree, OPTIONS);
  expect(problemsIn(tree, 'apps/clinic', 'apps/clinic')).toEqual([]);
  const report = tree.read('apps/clinic/COPILOT.md', 'utf8') ?? '';
  expect(report).toContain(
    '| `environments.prod.variables.PORT` | `9090` | PORT is always the container’s port, here 8080.',
  );
  expect(report).not.toContain('| `variables.PORT` |');
});

it('gives environments, and services with the same routes, what tells them apart', async () => {
  const environment = (name: string, more = '') => `name: ${name}\ntype: Environment\n${more}`;
  const elsewhere = 'http: { public: { certificates: [arn:aws:acm:eu-west-1:999988887777:certificate/6f1c2f6e] } }\n';
  const tree = treeWith({
    ...FILES,
    'copilot/web/manifest.yml': WEB.replace(/^ {2}alias.*\n/m, ''),
    'copilot/admin/manifest.yml': WEB.replace('name: web', 'name: admin').replace(/^ {2}alias.*\n/m, ''),
    'copilot/environments/dev/manifest.yml': environment('dev', elsewhere),
    'copilot/environments/test/manifest.yml': environment('test'),
  });
  await fromCopilot(tree, OPTIONS);
  expect(problemsIn(tree, 'apps/clinic', 'apps/clinic')).toEqual([]);
  const { environments } = parse(tree.read('apps/clinic/platform.yaml', 'utf8') ?? '') as {
    environments: Record<string, { branch: string; certificateArn?: string }>;
  };
  expect([environments['dev']?.branch, environments['test']?.branch]).toEqual(['main', 'test']);
  expect(environments['dev']?.certificateArn).toBeUndefined();
  const routes = ['admin', 'web'].map(
    (name) => (parse(tree.read(`apps/clinic/${name}/service.yaml`, 'utf8') ?? '') as { routes: object[] }).routes,
  );
  expect(routes).toEqual([[{ host: '@' }], [{ host: 'web' }]]);
  expect(tree.read('apps/clinic/COPILOT.md', 'utf8')).toContain('Another service has the same routes.');
});

it('lists what the manifest of a pipeline says, value by value', async () => {
  const tree = treeWith({
    ...FILES,
    'copilot/pipelines/main/manifest.yml':
      'name: main\nversion: 1\nsource: { provider: GitHub, properties: { branch: main, repository: "https://github.com/clinic/web" } }\nstages: [{ name: prod, requires_approval: true }]\n',
  });
  await fromCopilot(tree, OPTIONS);
  const report = tree.read('apps/clinic/COPILOT.md', 'utf8') ?? '';
  for (const place of [
    'name',
    'version',
    'source.provider',
    'source.properties.branch',
    'source.properties.repository',
    'stages',
  ])
    expect(report).toContain(`| \`${place}\``);
});

describe('refuses, and writes nothing', () => {
  const web = { 'copilot/web/manifest.yml': WEB };
  it.each<[string, Record<string, string>, object, string | RegExp]>([
    ['a folder without manifests', {}, {}, 'contains no folder named copilot'],
    ['a folder outside', FILES, { from: '../other' }, '../other is not in this workspace.'],
    [
      'an application without a name',
      web,
      {},
      'copilot/.workspace does not name an application. Give --platform NAME.',
    ],
    ['a name that is none', FILES, { platform: '../x' }, '"../x" is a path, not the name of a platform.'],
    [
      'broken YAML',
      { ...FILES, 'copilot/web/manifest.yml': 'name: [' },
      {},
      'copilot/web/manifest.yml:1 is not valid YAML',
    ],
    [
      'a service without a name',
      { ...FILES, 'copilot/web/manifest.yml': 'type: Load Balanced Web Service' },
      {},
      'copilot/web/manifest.yml has no name',
    ],
    [
      'a service that would break a platform that works',
      {
        ...FILES,
        'apps/clinic/platform.yaml':
          'name: clinic\naccount: "123456789012"\nregion: us-east-1\nenvironments:\n  prod: { branch: main, domain: clinic.example, certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/6f1c2f6e-4f0c-4f0e-9a55-6c2b2f4f2a10" }\nalertEmails: [a@clinic.example]\n',
        'copilot/api/manifest.yml': API.replace('name: api', 'name: data'),
      },
      {},
      'The platform clinic with these services would not load, so nothing was written.',
    ],
    [
      'no service',
      { 'copilot/.workspace': 'application: clinic' },
      {},
      'contains no manifest of a web, backend or worker service, of a job or of a static site',
    ],
  ])('%s', async (_, files, options, words) => {
    const tree = treeWith(files);
    expect(await refusal(() => fromCopilot(tree, { ...OPTIONS, ...options }))).toMatch(words);
  });
});

it('takes each value over once, or leaves it', () => {
  const manifest = new Manifest({ a: { b: 1, c: { d: [2] } }, e: {}, f: null });
  expect(manifest.take('a', 'c')).toEqual({ d: [2] });
  expect(manifest.left()).toEqual([
    ['a.b', 1],
    ['e', {}],
    ['f', null],
  ]);
});

it.each([
  ['15s', 15],
  ['2m', 120],
  ['1m30s', 90],
  [10, 10],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('%j is %j seconds', (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
});
