import { parse } from 'yaml';
import { problemsIn } from '../preflight';
import fromCopilot from './generator';
import { OPTIONS, treeWith } from './testing/application';

const backend = (name: string, more = '') =>
  `name: ${name}\ntype: Backend Service\nimage: { port: 8080 }\nhttp: { healthcheck: /ok }\n${more}`;
const web = (name: string, more = '') =>
  `name: ${name}\ntype: Load Balanced Web Service\nimage: { port: 8080 }\nhttp: { path: ${name} }\n${more}`;
const worker = (name: string, more = '') => `name: ${name}\ntype: Worker Service\n${more}`;

async function converted(...manifests: readonly string[]) {
  const tree = treeWith({
    'copilot/.workspace': 'application: clinic',
    ...Object.fromEntries(manifests.map((text) => [`copilot/${/name: (\S+)/.exec(text)?.[1]}/manifest.yml`, text])),
  });
  await fromCopilot(tree, OPTIONS);
  expect(problemsIn(tree, 'apps/clinic', 'apps/clinic')).toEqual([]);
  return {
    service: (name: string) =>
      parse(tree.read(`apps/clinic/${name}/service.yaml`, 'utf8') ?? '') as { routes?: unknown; calls?: unknown },
    report: tree.read('apps/clinic/COPILOT.md', 'utf8') ?? '',
  };
}

it.each([
  ['a name of Service Connect', 'http://records:8080'],
  ['a name of service discovery', 'http://records.test.clinic.local:8080/v1'],
  ['a host and a port', 'records:8080'],
])('is called by the services whose variables have %s', async (_, address) => {
  const { service, report } = await converted(
    backend('records'),
    web('portal'),
    worker('mailer', `variables: { RECORDS: '${address}' }\n`),
  );
  expect(service('records').routes).toEqual([]);
  expect(service('mailer').calls).toEqual(['records']);
  expect(service('portal').calls).toBeUndefined();
  expect(report).toContain('SERVICE_RECORDS_URL');
  expect(report).toContain('| `variables.RECORDS` |');
});

it('is called by a service whose variable Copilot would fill in, or that names it in one environment', async () => {
  const { service } = await converted(
    backend('records'),
    web('portal', 'variables: { RECORDS: "http://records.${COPILOT_SERVICE_DISCOVERY_ENDPOINT}:8080" }\n'),
    worker('mailer', 'environments: { prod: { variables: { RECORDS: "http://records:8080" } } }\n'),
  );
  expect(service('portal').calls).toEqual(['records']);
  expect(service('mailer').calls).toEqual(['records']);
});

it('is called by the services of the internet where no variable says who calls it', async () => {
  const { service, report } = await converted(
    backend('records'),
    web('portal', "variables: { TITLE: records, OTHER: 'https://records.example.org' }\n"),
    worker('mailer'),
  );
  expect(service('portal').calls).toEqual(['records']);
  expect(service('mailer').calls).toBeUndefined();
  expect(report).toContain('No variable says who calls it, so portal may');
});

it('has a route to its health check where it is alone, and several backends call each other', async () => {
  const alone = await converted(backend('records'));
  expect(alone.service('records').routes).toEqual([{ host: 'records', paths: ['/ok'] }]);
  const two = await converted(
    backend('records', "variables: { IMAGES: 'http://images:8080' }\n"),
    backend('images', "variables: { RECORDS: 'http://records:8080' }\n"),
  );
  expect([two.service('records').calls, two.service('images').calls]).toEqual([['images'], ['records']]);
});
