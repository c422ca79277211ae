import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { REVIEWED } from '@careplane/compliance';
import { REPOSITORY } from '@careplane/platform/testing';
import { resourcesOfStacks } from './facts/resources';
import type { NamedResource } from './facts/resources';
import { handoverFiles } from './files';
import type { HandoverInput } from './input';
import { inputOf } from './testing/medmo';
import { secretsOf } from './secret-owners';

/** Names in the documents that no template makes, each with the reason. */
const NOT_IN_TEMPLATES: Readonly<Record<string, string>> = {
  '/careplane/medmo': 'the path of all parameters of the platform',
  '/careplane/medmo/deployed': 'the path of the ledger, which deploys write',
  'medmo-access': 'the stack of the deploy roles, which careplane bootstrap makes',
  'medmo-production-drill': 'the database that the drill restores and deletes',
};

let input: HandoverInput;
let pages: (readonly [name: string, text: string])[];
let resources: readonly NamedResource[];
beforeAll(async () => {
  input = inputOf();
  const files = await handoverFiles(input);
  pages = [...files].filter(([name]) => name.endsWith('.md'));
  resources = resourcesOfStacks(input);
});

/** Names of the platform's own in a text of Markdown: paths below /careplane and what begins with the platform's name. */
function namesIn(text: string): string[] {
  const plain = text.replaceAll('&#95;', '_');
  return [...plain.matchAll(/(?<![\w/.@-])(?:\/careplane\/medmo|\/medmo\/|medmo-)[\w/.-]*/g)].map(([name]) =>
    name.replace(/[./]+$/, ''),
  );
}

/** Whether the templates have a name: as a text, as an alarm that CloudFormation names, or as a place in a stack. */
function isKnown(name: string): boolean {
  if (Object.hasOwn(NOT_IN_TEMPLATES, name) || texts().has(name)) return true;
  return resources.some(
    ({ stack, logicalId, type }) =>
      name === `${stack}/${logicalId}` || (type === 'AWS::CloudWatch::Alarm' && name === `${stack}-${logicalId}`),
  );
}

let words: ReadonlySet<string> | undefined;
const texts = () =>
  (words ??= new Set(
    input.evidence.stacks.flatMap(({ stackName, template }) => [
      stackName,
      ...JSON.stringify(template).split(/[^\w/.-]+/),
      // A path in the construct tree, with and without the end that the CDK adds.
      ...Object.values(template.Resources ?? {}).flatMap(({ Metadata }) =>
        typeof Metadata?.['aws:cdk:path'] === 'string' ? [Metadata['aws:cdk:path'].replace(/\/Resource$/, '')] : [],
      ),
    ]),
  ));

describe('every name in the chapters', () => {
  it('exists in the templates', () => {
    const found = pages.flatMap(([page, text]) => namesIn(text).map((name) => ({ page, name })));
    expect(found.length).toBeGreaterThan(800);
    expect([
      ...new Set(found.filter(({ name }) => !isKnown(name)).map(({ page, name }) => `${page}: ${name}`)),
    ]).toEqual([]);
  });

  it.each([
    'aws logs tail /careplane/medmo/environments/production/adminn --since 1h',
    '| `medmo-api-prod` | about |',
    '`medmo-admin-staging-ServiceTrafficAlarmsLatency35B081C2`',
    'the secret /medmo/production/api/SESSION&#95;KEYS',
    'the queue medmo-baseline/UndeliveredQueue00000000',
  ])('would be missed in: %s', (line) => {
    expect(namesIn(line).filter((name) => !isKnown(name))).toHaveLength(1);
  });

  it('has each exception for a reason', () => {
    const found = new Set(pages.flatMap(([, text]) => namesIn(text)));
    expect(Object.keys(NOT_IN_TEMPLATES).filter((name) => !found.has(name))).toEqual([]);
  });
});

describe('the index', () => {
  /** Headings of the index, and the type whose resources they list. */
  const LISTED = {
    'Log groups': 'AWS::Logs::LogGroup',
    Alarms: 'AWS::CloudWatch::Alarm',
    Pipelines: 'AWS::CodePipeline::Pipeline',
    Secrets: 'AWS::SecretsManager::Secret',
    Queues: 'AWS::SQS::Queue',
    Roles: 'AWS::IAM::Role',
  };

  it.each(Object.entries(LISTED))('lists under %s what the templates have, and nothing else', (heading, type) => {
    const index = pages.find(([name]) => name.endsWith('-index.md'))?.[1] ?? '';
    const part = index.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
    const rows = [...part.matchAll(/^\| \[?`?([^`|\]]+?)`?(?:\]\([^)]*\))? \| `([^`]+)` \|/gm)].map(
      ([, name, stack]) => `${stack} ${name}`,
    );
    const made = resources
      .filter((resource) => resource.type === type)
      .map(({ stack, name, logicalId }) => `${stack} ${name ?? logicalId}`);
    expect(made.length).toBeGreaterThan(0);
    expect(rows.map((row) => row.replaceAll('&#95;', '_')).sort()).toEqual(made.sort());
  });
});

describe('what acknowledgements rely on', () => {
  it('each document that a reason names exists', () => {
    const named = Object.keys(REVIEWED).flatMap((reason) =>
      [...reason.matchAll(/docs\/[\w/-]+\.md/g)].map(([path]) => path),
    );
    expect(named).toContain('docs/guides/platform.md');
    expect(named.filter((path) => !existsSync(join(REPOSITORY, path)))).toEqual([]);
  });

  it('the page of a service says how each secret that AWS does not rotate is changed, and by whom', () => {
    const secrets = input.model.services.flatMap((service) =>
      secretsOf(service).map((secret) => ({ name: service.name, secret })),
    );
    expect(secrets.length).toBeGreaterThan(0);
    for (const { name, secret } of secrets) {
      const text = (pages.find(([page]) => page.endsWith(`service-${name}.md`))?.[1] ?? '').replaceAll('&#95;', '_');
      expect(text).toMatch(new RegExp(`\`/medmo/production/${name}/${secret}\` \\| \`${secret}\` \\| \\S+&#64;medmo`));
      expect(text).toContain('AWS does not rotate them.');
      expect(text).toContain('aws secretsmanager put-secret-value');
    }
  });
});
