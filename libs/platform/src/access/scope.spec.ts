import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assembliesOf, resourcesIn, stacksIn } from '../testing/assemblies';
import { clinic, MEDMO } from '../testing/folders';
import { scopeOfStack } from './scope';

const environments = [{ name: 'staging' }, { name: 'production' }] as never;

test.each([
  ['medmo-network', 'shared'],
  ['medmo-web-repository', 'shared'],
  ['medmo-web-pipelines', 'shared'],
  ['medmo-staging-pipelines', 'shared'],
  ['medmo-cluster-staging', 'staging'],
  ['medmo-web-production', 'production'],
])('stack %s belongs to %s', (stack, scope) => {
  expect(scopeOfStack({ environments }, stack)).toBe(scope);
});

describe.each([
  ['medmo', () => MEDMO],
  ['clinic', clinic],
])('the assemblies of %s', (platform, folder) => {
  const assemblies = assembliesOf(folder());
  const scopeOf = (stack: string) => scopeOfStack({ environments }, stack);

  it('are deployed with the roles of their scopes and with no role of the bootstrap', () => {
    for (const { file, text } of manifestsIn(assemblies))
      expect([file, text]).toEqual([file, expect.not.stringMatching(/role\/cdk-/)]);
    for (const { name, properties } of artifactsIn(assemblies)) {
      const role = (kind: string) =>
        expect.stringMatching(new RegExp(`:role/careplane-${platform}-${scopeOf(name)}-${kind}$`));
      expect(properties).toMatchObject({
        assumeRoleArn: role('deploy'),
        cloudFormationExecutionRoleArn: role('execution'),
        lookupRole: { arn: role('look'), requiresBootstrapStackVersion: 21 },
        requiresBootstrapStackVersion: 21,
        stackTemplateAssetObjectUrl: expect.stringContaining(`/${platform}/${scopeOf(name)}/`),
      });
    }
  });

  it('ask for the same version of the bootstrap in their templates', () => {
    for (const { template } of stacksIn(assemblies)) {
      const rule = JSON.stringify((template as { Rules?: unknown }).Rules);
      expect(rule).toContain('"20"');
      expect(rule).not.toContain('"21"');
    }
  });

  it.each(['AWS::IAM::Role', 'AWS::IAM::ManagedPolicy'])(
    'give every %s the path of its scope, roles the boundary',
    (type) => {
      const found = resourcesIn(stacksIn(assemblies), type);
      expect(found.length).toBeGreaterThan(2);
      for (const { where, stack, Properties } of found) {
        expect([where, Properties?.['Path']]).toEqual([where, `/careplane/${platform}/${scopeOf(nameOf(stack))}/`]);
        if (type === 'AWS::IAM::Role') {
          expect([where, JSON.stringify(Properties?.['PermissionsBoundary'])]).toEqual([
            where,
            expect.stringMatching(new RegExp(`:policy/careplane-${platform}-(?:boundary|emergency)"`)),
          ]);
        }
      }
    },
  );
});

/** Ids of stacks in other places end in the place; no name that is tested here has one behind an environment. */
function nameOf(id: string): string {
  return id.replace(/(-network)-.*$/, '$1');
}

interface Artifact {
  readonly name: string;
  readonly properties: object;
}

function artifactsIn(assemblies: string): Artifact[] {
  return manifestsIn(assemblies).flatMap(({ file, text }) =>
    file !== 'manifest.json'
      ? []
      : Object.entries(
          (JSON.parse(text) as { artifacts: Record<string, { type: string; properties: Properties }> }).artifacts,
        )
          .filter(([, { type }]) => type === 'aws:cloudformation:stack')
          .map(([id, { properties }]) => ({ name: properties.stackName ?? id, properties })),
  );
}

interface Properties {
  readonly stackName?: string;
}

function manifestsIn(assemblies: string) {
  return readdirSync(assemblies).flatMap((unit) =>
    readdirSync(join(assemblies, unit))
      .filter((file) => file === 'manifest.json' || file.endsWith('.assets.json'))
      .map((file) => ({ file, text: readFileSync(join(assemblies, unit, file), 'utf8') })),
  );
}
