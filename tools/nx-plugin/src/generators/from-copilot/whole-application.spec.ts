import { parse } from 'yaml';
import type { Tree } from '@nx/devkit';
import { problemsIn } from '../preflight';
import fromCopilot from './generator';
import { FILES, MAILER, OPTIONS, WEB, treeWith } from './testing/application';

const yamlOf = (tree: Tree, file: string): unknown => parse(tree.read(`apps/clinic/${file}`, 'utf8') ?? '');

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

it('makes file systems of volumes of EFS, which the services mount', async () => {
  const volumes = (text: string) => `storage:\n  ephemeral: 100\n  volumes: ${text}\n`;
  const backend = (name: string) => `name: ${name}\ntype: Backend Service\n`;
  const tree = treeWith({
    'copilot/.workspace': 'application: clinic',
    'copilot/imports/manifest.yml': `${backend('imports')}${volumes('{ own: { path: /data, read_only: false, efs: { uid: 1001, gid: 1001 } }, theScans: { path: /scans, efs: { id: fs-0a1b2c3d, root_dir: /in } } }')}`,
    'copilot/viewer/manifest.yml': `${backend('viewer')}${volumes('{ scansOfAll: { path: /scans, efs: { id: fs-0a1b2c3d, root_dir: /in } }, own: { path: /data, efs: true } }')}`,
  });
  await fromCopilot(tree, OPTIONS);
  expect(problemsIn(tree, 'apps/clinic', 'apps/clinic')).toEqual([]);
  expect(yamlOf(tree, 'platform.yaml')).toMatchObject({ fileSystems: { shared: {}, 'the-scans': {} } });
  expect(yamlOf(tree, 'imports/service.yaml')).toMatchObject({
    fileSystems: {
      shared: { path: '/data', owner: '1001:1001', use: 'write' },
      'the-scans': { path: '/scans', folder: 'in', use: 'read' },
    },
  });
  expect(yamlOf(tree, 'viewer/service.yaml')).toMatchObject({
    fileSystems: { 'the-scans': { path: '/scans', folder: 'in', use: 'read' }, shared: { path: '/data', use: 'read' } },
  });
  const [, first = ''] = (tree.read('apps/clinic/COPILOT.md', 'utf8') ?? '').split(/^## Decide first.*$/m);
  expect(first).toContain('It is fileSystems.the-scans in platform.yaml, empty: copy the files.');
  expect(first).toContain('| `storage.ephemeral` |');
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
  const tree = treeWith({ ...FILES, 'copilot/web/manifest.yml': service('pay.clinic.org', 'pay.clinic.org') });
  await fromCopilot(tree, OPTIONS);
  expect(problemsIn(tree, 'apps/clinic', 'apps/clinic')).toEqual([]);
});

const DIGEST = `sha256:${'0d'.repeat(32)}`;

it('takes a sidecar over by its digest, and says how to find the digest of one with a tag', async () => {
  const tree = treeWith({
    ...FILES,
    'copilot/api/manifest.yml': `
name: api
type: Backend Service
platform: linux/arm64
image: { port: 8080 }
http: { healthcheck: /healthz }
sidecars:
  Envoy_Proxy:
    image: envoyproxy/envoy:v1.30@${DIGEST}
    port: 9901
    essential: false
    variables: { LEVEL: info, API_TOKEN: c2VjcmV0LXNlY3JldC1zZWNyZXQ, AWS_ACCESS_KEY_ID: none }
    secrets: { KEY: /clinic/key }
    command: [envoy, -c, /etc/envoy.yaml]
    mount_points: [{ source_volume: data, path: /data }]
  collector: { image: 'public.ecr.aws/aws-observability/collector:v1', port: 4317 }
  nginx: { image: 'nginx@${DIGEST}', port: 8080 }
`,
  });
  await fromCopilot(tree, OPTIONS);
  expect(problemsIn(tree, 'apps/clinic', 'apps/clinic')).toEqual([]);
  expect((yamlOf(tree, 'api/service.yaml') as { sidecars: unknown }).sidecars).toEqual({
    'envoy-proxy': {
      image: `docker.io/envoyproxy/envoy@${DIGEST}`,
      port: 9901,
      essential: false,
      command: ['envoy', '-c', '/etc/envoy.yaml'],
      environment: { LEVEL: 'info' },
      secrets: ['KEY', 'API_TOKEN'],
    },
    nginx: { image: `docker.io/library/nginx@${DIGEST}` },
  });
  const report = tree.read('apps/clinic/COPILOT.md', 'utf8') ?? '';
  expect(report).toContain('crane digest --platform linux/arm64 public.ecr.aws/aws-observability/collector:v1');
  for (const place of [
    ...['sidecars.Envoy_Proxy.variables.AWS_ACCESS_KEY_ID', 'sidecars.Envoy_Proxy.mount_points', 'sidecars.nginx.port'],
    ...['sidecars.collector.port', 'sidecars.Envoy_Proxy.variables.API_TOKEN'],
  ])
    expect(report).toContain(`| \`${place}\` |`);
  expect(report).not.toContain('c2VjcmV0');
});

it('makes topics of what is published and subscribed, with filters and queues', async () => {
  const publisher = (name: string, topics: string) =>
    `name: ${name}\ntype: Backend Service\nimage: { port: 8080 }\nhttp: { healthcheck: /ok }\npublish: { topics: ${topics} }\n`;
  const tree = treeWith({
    'copilot/.workspace': 'application: clinic\n',
    'copilot/api/manifest.yml': publisher(
      'api',
      '[{ name: orders }, { name: audits }, { name: sequence, fifo: true }]',
    ),
    'copilot/admin/manifest.yml': publisher('admin', '[{ name: orders }]'),
    'copilot/mailer/manifest.yml': `
name: mailer
type: Worker Service
subscribe:
  topics:
    - { name: orders, service: api, filter_policy: { kind: [lab, { anything-but: draft }], size: [{ numeric: ['>', 5] }] } }
    - { name: orders, service: admin, queue: { timeout: 60s } }
    - { name: sequence, service: api }
    - { name: news, service: elsewhere }
    - { name: audits, service: api, filter_policy: { kind: [{ cidr: 10.0.0.0/8 }] } }
`,
  });
  await fromCopilot(tree, OPTIONS);
  expect(problemsIn(tree, 'apps/clinic', 'apps/clinic')).toEqual([]);
  const platform = yamlOf(tree, 'platform.yaml') as Record<string, unknown>;
  expect(platform['topics']).toEqual({
    orders: { subscribers: { 'mailer-orders': { raw: false } } },
    'api-orders': {
      subscribers: {
        mailer: { raw: false, filter: { kind: ['lab', { 'anything-but': ['draft'] }], size: [{ numeric: ['>', 5] }] } },
      },
    },
  });
  expect(platform['queues']).toEqual({ mailer: {}, 'mailer-orders': { visibilityTimeoutSeconds: 60 } });
  expect(yamlOf(tree, 'api/service.yaml')).toMatchObject({ topics: ['api-orders'] });
  expect(yamlOf(tree, 'admin/service.yaml')).toMatchObject({ topics: ['orders'] });
  expect(yamlOf(tree, 'mailer/service.yaml')).toMatchObject({
    queues: { mailer: 'receive', 'mailer-orders': 'receive' },
  });
  const report = tree.read('apps/clinic/COPILOT.md', 'utf8') ?? '';
  expect(report).toContain('TOPIC_API_ORDERS_ARN');
  for (const topic of ['sequence', 'news', 'audits']) expect(report).toContain(topic);
});
