import { parse } from 'yaml';
import { emptyTree, filesOf, refusal } from '../../testing/tree';
import { problemsIn } from '../preflight';
import { secondsOf } from './deployment';
import fromCopilot from './generator';
import { Manifest } from './manifest';

const OPTIONS = { from: '.', account: '123456789012', region: 'us-east-1' };

const WEB = `
name: web
type: Load Balanced Web Service
http:
  path: /
  healthcheck: { path: /_health, success_codes: '200,301', interval: 15s, timeout: 10s, grace_period: 2m, healthy_threshold: 4 }
  alias: www.clinic.example
  stickiness: true
image:
  build: { dockerfile: ./web/Dockerfile, context: ./web }
  port: 80
platform: linux/arm64
cpu: 512
memory: 1024
count:
  range: 2-10
  cpu_percentage: 70
  requests: { value: 500, cooldown: { in: 60s } }
  response_time: 2s
exec: true
variables:
  LOG_LEVEL: info
  TABLE: { from_cfn: clinic-table }
secrets:
  SESSION_KEY: /copilot/clinic/secrets/session
sidecars:
  proxy: { image: example/proxy }
environments:
  prod:
    count: 4
    variables: { LOG_LEVEL: warn }
    deployment: { rolling: recreate }
`;
const API = `
name: api
type: Backend Service
image: { build: api/Dockerfile, port: 8080, healthcheck: { command: ['CMD', '/app/health'], retries: 3 } }
http: { path: /, healthcheck: /healthz }
network: { connect: true }
count: 2
`;
const MAILER = `
name: mailer
type: Worker Service
image: { location: 123456789012.dkr.ecr.us-east-1.amazonaws.com/mailer }
command: node dist/mailer.js
count: { range: 1-5, queue_delay: { acceptable_latency: 2m, msg_processing_time: 500ms } }
subscribe: { topics: [{ name: letters, service: api }], queue: { timeout: 60s, dead_letter: { tries: 4 }, delay: 5s } }
`;
const NIGHTLY = `
name: nightly
type: Scheduled Job
on: { schedule: "0 3 * * 1-5" }
retries: 2
timeout: 1h
entrypoint: [/bin/nightly]
environments: { prod: { cpu: 512, memory: 1024 } }
`;
const PROD = `
name: prod
type: Environment
network: { vpc: { cidr: 10.30.0.0/16, subnets: { public: [{ cidr: 10.30.0.0/24 }] } } }
observability: { container_insights: true }
`;
const FILES = {
  'copilot/.workspace': 'application: clinic\n',
  'copilot/web/manifest.yml': WEB,
  'copilot/api/manifest.yml': API,
  'copilot/mailer/manifest.yml': MAILER,
  'copilot/nightly/manifest.yml': NIGHTLY,
  'copilot/environments/test/manifest.yml': 'name: test\ntype: Environment\n',
  'copilot/environments/prod/manifest.yml': PROD,
  'copilot/web/addons/table.yml': 'Resources: {}\n',
  'copilot/web/addons/orders.yml':
    "Resources:\n  OrdersCluster:\n    Type: AWS::RDS::DBCluster\n    Properties:\n      Engine: 'aurora-postgresql'\n",
};

function treeWith(files: Readonly<Record<string, string>>) {
  const tree = emptyTree();
  for (const [file, text] of Object.entries(files)) tree.write(file, text);
  return tree;
}

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

it('opens nothing to the internet that was inside, but its health check', async () => {
  const tree = treeWith(FILES);
  await fromCopilot(tree, OPTIONS);
  const routes = (service: string) =>
    (parse(tree.read(`apps/clinic/${service}/service.yaml`, 'utf8') ?? '') as { routes: unknown }).routes;
  expect(routes('web')).toEqual([{ host: 'www' }]);
  expect(routes('api')).toEqual([{ host: 'api', paths: ['/healthz'] }]);
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

const yamlOf = (tree: ReturnType<typeof emptyTree>, file: string): unknown =>
  parse(tree.read(`apps/clinic/${file}`, 'utf8') ?? '');

it('takes account and region of the ARNs, and says where from', async () => {
  const tree = treeWith({
    ...FILES,
    'copilot/web/manifest.yml': WEB.replace(
      'SESSION_KEY: /copilot/clinic/secrets/session',
      'SESSION_KEY: arn:aws:secretsmanager:eu-west-2:998877665544:secret:clinic/session-AbCdEf',
    ).concat('\ntaskdef_overrides: []\ncdn: { certificate: "arn:aws:acm:us-east-1:998877665544:certificate/1" }\n'),
    'copilot/mailer/manifest.yml': MAILER.replace('123456789012.dkr.ecr.us-east-1', '998877665544.dkr.ecr.eu-west-2'),
  });
  await fromCopilot(tree, { from: '.' });
  expect(yamlOf(tree, 'platform.yaml')).toMatchObject({ account: '998877665544', region: 'eu-west-2' });
  expect(tree.read('apps/clinic/COPILOT.md', 'utf8')).toMatch(
    /\| `account, region` \| `998877665544, eu-west-2` \| Taken from 998877665544\.dkr\.ecr\.eu-west-2\.amazonaws\.com\/mailer/,
  );
});

it('has no real account where no manifest names one, and says so', async () => {
  const tree = treeWith({
    'copilot/.workspace': 'application: clinic',
    'copilot/web/manifest.yml': 'name: web\ntype: Load Balanced Web Service\n',
  });
  await fromCopilot(tree, { from: '.' });
  expect(yamlOf(tree, 'platform.yaml')).toMatchObject({ account: '123456789012', region: 'us-east-1' });
  expect(tree.read('apps/clinic/COPILOT.md', 'utf8')).toContain('No manifest names an account');
});

it('takes domains and hosts of the aliases, and names an alias that fits into none', async () => {
  const service = (name: string, alias: string, prod: string) =>
    `name: ${name}\ntype: Load Balanced Web Service\nimage: { port: 443 }\nhttp: { path: / }\nenvironments:\n  test: { http: { alias: ${alias} } }\n  prod: { http: { alias: ${prod} } }\n`;
  const tree = treeWith({
    ...FILES,
    'copilot/web/manifest.yml': service('web', 'test.clinic.org', "'clinic.org'"),
    'copilot/api/manifest.yml': service('api', '[{ name: api.test.clinic.org, hosted_zone: Z1 }]', 'api.clinic.org'),
    'copilot/old/manifest.yml': service('old', 'old.test.clinic.org', 'www.elsewhere.example'),
  });
  await fromCopilot(tree, OPTIONS);
  expect(problemsIn(tree, 'apps/clinic', 'apps/clinic')).toEqual([]);
  expect(yamlOf(tree, 'platform.yaml')).toMatchObject({
    environments: { test: { domain: 'test.clinic.org' }, prod: { domain: 'clinic.org' } },
  });
  for (const [name, host] of [
    ['web', '@'],
    ['api', 'api'],
    ['old', 'old'],
  ] as const)
    expect(yamlOf(tree, `${name}/service.yaml`)).toMatchObject({ routes: [{ host }] });
  const report = tree.read('apps/clinic/COPILOT.md', 'utf8') ?? '';
  expect(report.match(/`environments\.\w+\.http\.alias/g)).toEqual(['`environments.prod.http.alias']);
  expect(report).toContain('www.elsewhere.example');
});

it('makes databases and buckets of addons, and names everything else in them', async () => {
  const tree = treeWith({
    ...FILES,
    'copilot/web/addons/orders.yml':
      "Parameters: { App: { Type: String } }\nResources:\n  OrdersCluster:\n    Type: AWS::RDS::DBCluster\n    Properties:\n      Engine: 'aurora-postgresql'\n      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 4 }\n      DBSubnetGroupName: !Ref Group\n  Instance: { Type: AWS::RDS::DBInstance, Properties: { Engine: aurora-postgresql, DBInstanceClass: db.serverless } }\n  Group: { Type: AWS::RDS::DBSubnetGroup }\n",
    'copilot/web/addons/uploads.yml':
      'Resources:\n  UploadsBucket: { Type: AWS::S3::Bucket, Properties: { CorsConfiguration: {} } }\n  Table: { Type: AWS::DynamoDB::Table }\n  Files: { Type: AWS::EFS::FileSystem }\n',
    'copilot/environments/addons/shared.yml':
      'Resources:\n  Reports: { Type: AWS::RDS::DBInstance, Properties: { Engine: postgres, AllocatedStorage: "100" } }\n',
    'copilot/web/addons/addons.parameters.yml': 'Parameters: { Extra: !Ref Cluster }\n',
    'copilot/web/addons/broken.yml': 'Resources: [',
  });
  await fromCopilot(tree, OPTIONS);
  expect(problemsIn(tree, 'apps/clinic', 'apps/clinic')).toEqual([]);
  const platform = yamlOf(tree, 'platform.yaml') as Record<string, Record<string, object>>;
  expect([platform['database'], platform['databases'], platform['buckets']]).toEqual([
    { engine: 'postgres', storageGiB: 100, maxStorageGiB: 200 },
    {
      'orders-cluster': { engine: 'aurora-postgresql', instanceClass: 'db.serverless', capacity: { min: 0.5, max: 4 } },
    },
    { uploads: {} },
  ]);
  expect(yamlOf(tree, 'web/service.yaml')).toMatchObject({
    database: true,
    databases: ['orders-cluster'],
    buckets: { uploads: 'both' },
  });
  expect(yamlOf(tree, 'api/service.yaml')).toMatchObject({ database: true });
  const report = tree.read('apps/clinic/COPILOT.md', 'utf8') ?? '';
  for (const place of [
    ...['Resources.OrdersCluster', 'Resources.OrdersCluster.Properties.DBSubnetGroupName', 'Resources.Instance'],
    ...[
      'Resources.Group',
      'Resources.UploadsBucket.Properties.CorsConfiguration',
      'Resources.Table',
      'Resources.Files',
    ],
    'Parameters.Extra',
  ])
    expect(report).toContain(`| \`${place}\` |`);
  expect(report).toMatch(/## copilot\/web\/addons\/broken\.yml[^#]*The template is not valid YAML/);
});

it('has the decisions before the other values', async () => {
  const tree = treeWith(FILES);
  await fromCopilot(tree, OPTIONS);
  const report = tree.read('apps/clinic/COPILOT.md', 'utf8') ?? '';
  const [first = '', rest = ''] = report.split(/^## Decide first.*$/m)[1]?.split(/^## /m) ?? [];
  expect(first).toContain('| `sidecars.proxy.image` |');
  expect(first).toContain('| `image.port` |');
  expect(first).not.toContain('`exec`');
  expect(rest + report).toContain('`exec`');
});

it('shortens a name that is too long, leaves out credentials of AWS, and takes a service of App Runner for a web service', async () => {
  const tree = treeWith({
    'copilot/.workspace': 'application: clinic',
    'copilot/generate/manifest.yml':
      'name: generate-Notifications-job\ntype: Scheduled Job\non: { schedule: "@daily" }\n',
    'copilot/site/manifest.yml':
      'name: site\ntype: Request-Driven Web Service\nimage: { port: 8080 }\nhttp: { healthcheck: { path: /ok } }\nsecrets: { AWS_ACCESS_KEY_ID: /clinic/key, TOKEN: /clinic/token }\n',
  });
  await fromCopilot(tree, OPTIONS);
  expect(problemsIn(tree, 'apps/clinic', 'apps/clinic')).toEqual([]);
  expect(yamlOf(tree, 'generate-notifications-j/service.yaml')).toMatchObject({ name: 'generate-notifications-j' });
  expect(yamlOf(tree, 'site/service.yaml')).toMatchObject({
    secrets: ['TOKEN'],
    routes: [{ host: '@' }],
    healthCheck: { path: '/ok' },
  });
  const report = tree.read('apps/clinic/COPILOT.md', 'utf8') ?? '';
  expect(report).toContain('it is generate-notifications-j now');
  expect(report).toContain('| `secrets.AWS_ACCESS_KEY_ID` |');
});

it('makes a static site of one, and names its files', async () => {
  const tree = treeWith({
    'copilot/.workspace': 'application: clinic',
    'copilot/docs/manifest.yml':
      'name: docs\ntype: Static Site\nhttp: { alias: docs.clinic.org }\nfiles: [{ source: ./public/, recursive: true }]\ncdn: { certificate: x }\n',
    'copilot/site/manifest.yml': 'name: site\ntype: Static Site\nfiles: [{ source: ../elsewhere }]\n',
  });
  await fromCopilot(tree, OPTIONS);
  expect(problemsIn(tree, 'apps/clinic', 'apps/clinic')).toEqual([]);
  expect(yamlOf(tree, 'docs/service.yaml')).toEqual({
    name: 'docs',
    kind: 'static',
    source: { path: '.' },
    build: { output: 'public' },
    host: 'docs',
  });
  expect(yamlOf(tree, 'site/service.yaml')).toMatchObject({ build: { output: 'dist' } });
  const report = tree.read('apps/clinic/COPILOT.md', 'utf8') ?? '';
  for (const place of ['files', 'cdn.certificate']) expect(report).toContain(`| \`${place}\` |`);
});

it('gives no service the domain of another environment', async () => {
  const service = (test: string, prod: string) =>
    `name: web\ntype: Load Balanced Web Service\nimage: { port: 443 }\nhttp: { path: / }\nenvironments:\n  test: { http: { alias: ${test} } }\n  prod: { http: { alias: ${prod} } }\n`;
  const tree = treeWith({ ...FILES, 'copilot/web/manifest.yml': service('pay.clinic.org', 'clinic.org') });
  await fromCopilot(tree, OPTIONS);
  expect(problemsIn(tree, 'apps/clinic', 'apps/clinic')).toEqual([]);
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
