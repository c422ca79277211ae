import { emptyTree } from '../../../testing/tree';

/** An application of Copilot with a service of each kind, and what a generator is asked for. */
export const OPTIONS = { from: '.', account: '123456789012', region: 'us-east-1' };

export const WEB = `
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
export const API = `
name: api
type: Backend Service
image: { build: api/Dockerfile, port: 8080, healthcheck: { command: ['CMD', '/app/health'], retries: 3 } }
http: { path: /, healthcheck: /healthz }
network: { connect: true }
count: 2
`;
export const MAILER = `
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
export const FILES = {
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

/** A workspace with these files, by their paths. */
export function treeWith(files: Readonly<Record<string, string>>) {
  const tree = emptyTree();
  for (const [file, text] of Object.entries(files)) tree.write(file, text);
  return tree;
}
