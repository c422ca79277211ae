import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from '@careplane/config';
import { toolkitRules } from './construct-rules';
import { assembliesOf, contentsOf, findKey, resourcesIn, stacksIn } from './testing/assemblies';
import { clinic, copyOfMedmo, MEDMO } from './testing/folders';
import { unitsOf } from './units';

let medmo: string;
let other: string;

beforeAll(() => {
  medmo = assembliesOf(MEDMO);
  other = assembliesOf(clinic());
});

describe('a platform’s units', () => {
  it('are the platform and its services, each with stacks of its own', () => {
    const found = stacksIn(medmo).map(({ unit, stack }) => `${unit}: ${stack}`);
    expect(found).toEqual([
      'medmo: medmo-backup-copy-production',
      'medmo: medmo-cluster-production',
      'medmo: medmo-cluster-staging',
      'medmo: medmo-data-production',
      'medmo: medmo-data-staging',
      'medmo: medmo-identity',
      'medmo: medmo-network',
      'medmo: medmo-pipelines',
      'medmo-admin: medmo-admin-pipelines',
      'medmo-admin: medmo-admin-production',
      'medmo-admin: medmo-admin-repository',
      'medmo-admin: medmo-admin-staging',
      'medmo-api: medmo-api-pipelines',
      'medmo-api: medmo-api-production',
      'medmo-api: medmo-api-repository',
      'medmo-api: medmo-api-staging',
      'medmo-baseline: medmo-baseline',
      'medmo-frontend: medmo-frontend-pipelines',
      'medmo-frontend: medmo-frontend-production',
      'medmo-frontend: medmo-frontend-repository',
      'medmo-frontend: medmo-frontend-staging',
    ]);
  });

  it('can be selected by name and by environment', () => {
    const loaded = load(MEDMO, { rules: toolkitRules });
    if (!loaded.ok) throw new Error('medmo does not load');
    const names = (selection: Parameters<typeof unitsOf>[1]) =>
      unitsOf(loaded.model, selection).map(({ name }) => name);
    expect(names({})).toEqual(['medmo-baseline', 'medmo', 'medmo-admin', 'medmo-api', 'medmo-frontend']);
    expect(names({ service: 'api' })).toEqual(['medmo-api']);
    // Nx has one project for the platform's own unit and the baseline.
    expect(names({ units: ['medmo', 'medmo-api'] })).toEqual(['medmo-baseline', 'medmo', 'medmo-api']);
    expect(names({ units: ['medmo-baseline'] })).toEqual(['medmo-baseline']);
    expect(names({ environment: 'shared', units: ['medmo'] })).toEqual(['medmo-baseline', 'medmo']);
    expect(names({ environment: 'staging', units: ['medmo'] })).toEqual(['medmo']);
    const staging = stacksIn(assembliesOf(MEDMO, { env: 'staging', unit: ['medmo', 'medmo-api'] }));
    expect(staging.map(({ stack }) => stack)).toEqual([
      'medmo-cluster-staging',
      'medmo-data-staging',
      'medmo-identity',
      'medmo-network',
      'medmo-pipelines',
      'medmo-api-pipelines',
      'medmo-api-repository',
      'medmo-api-staging',
    ]);
  });
});

describe.each([
  ['medmo', () => medmo],
  ['clinic', () => other],
])('the units of %s', (_, assemblies) => {
  it('hold no export and no import: nothing locks another stack', () => {
    for (const { stack, template } of stacksIn(assemblies())) {
      expect({ stack, imports: findKey(template, 'Fn::ImportValue'), exports: findKey(template, 'Export') }).toEqual({
        stack,
        imports: [],
        exports: [],
      });
      expect({ stack, outputs: template.Outputs }).toEqual({ stack, outputs: undefined });
    }
  });

  it('read only parameters that the platform’s own unit publishes in the same account and region', () => {
    const stacks = stacksIn(assemblies());
    const places = placesIn(assemblies());
    const published = resourcesIn(stacks, 'AWS::SSM::Parameter').map(({ stack, Properties }) => ({
      name: `${places[stack]} ${String(Properties?.['Name'])}`,
      type: Properties?.['Type'],
    }));
    const reads = stacks.flatMap(({ stack, template }) =>
      Object.values(template.Parameters ?? {})
        .filter(({ Type, Default }) => Type.startsWith('AWS::SSM::') && !Default?.startsWith('/cdk-bootstrap/'))
        .map(({ Type, Default }) => ({ name: `${places[stack]} ${Default}`, type: Type })),
    );
    expect(reads.length).toBeGreaterThan(30);
    expect(new Set(reads.map(({ type }) => type))).toEqual(new Set(['AWS::SSM::Parameter::Value<String>']));
    expect(new Set(published.map(({ type }) => type))).toEqual(new Set(['String']));
    const names = new Set(published.map(({ name }) => name));
    expect(reads.map(({ name }) => name).filter((name) => !names.has(name))).toEqual([]);
    expect(names.size).toBe(published.length);
  });

  it('ask for nothing to be looked up', () => {
    for (const unit of readdirSync(assemblies())) {
      const manifest = JSON.parse(readFileSync(join(assemblies(), unit, 'manifest.json'), 'utf8')) as object;
      expect({ unit, missing: (manifest as { missing?: unknown }).missing }).toEqual({ unit, missing: undefined });
      expect(existsSync(join(assemblies(), unit, 'validation-report.json'))).toBe(false);
    }
  });

  it('say nothing of the machine they were made on', () => {
    // The scan command is the one file that is program and not template; it says where its parts come from.
    const files = Object.entries(contentsOf(assemblies())).filter(([file]) => !/\/asset\.[0-9a-f]+\.js$/.test(file));
    for (const [file, content] of files) {
      expect({ file, traces: /node_modules\/|\/dist\/|\.ts:\d|"trace"|creationStack/.exec(content)?.[0] }).toEqual({
        file,
      });
    }
  });
});

describe('a service', () => {
  it.each(['admin', 'api', 'frontend'])('%s synthesizes alone to the same bytes', (name) => {
    const alone = assembliesOf(join(MEDMO, name));
    expect(readdirSync(alone)).toEqual([`medmo-${name}`]);
    expect(contentsOf(alone)).toEqual(contentsOfUnits(medmo, [`medmo-${name}`]));
  });

  it('that is added changes no byte of the platform nor of the others', () => {
    const folder = copyOfMedmo();
    cpSync(join(folder, 'frontend'), join(folder, 'booking'), { recursive: true });
    const yaml = readFileSync(join(folder, 'booking/service.yaml'), 'utf8');
    writeFileSync(
      join(folder, 'booking/service.yaml'),
      yaml.replace('name: frontend', 'name: booking').replace("host: '@'", 'host: booking'),
    );
    const four = assembliesOf(folder);
    expect(readdirSync(four)).toEqual([
      'medmo',
      'medmo-admin',
      'medmo-api',
      'medmo-baseline',
      'medmo-booking',
      'medmo-frontend',
    ]);
    expect(contentsOfUnits(four, readdirSync(medmo))).toEqual(contentsOf(medmo));
  });
});

function contentsOfUnits(assemblies: string, units: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(contentsOf(assemblies)).filter(([file]) => units.includes(file.split('/')[0] ?? '')),
  );
}

/** Account and region of each stack. */
function placesIn(assemblies: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(assemblies).flatMap((unit) => {
      const { artifacts } = JSON.parse(readFileSync(join(assemblies, unit, 'manifest.json'), 'utf8')) as {
        artifacts: Record<string, { type: string; environment: string }>;
      };
      return Object.entries(artifacts)
        .filter(([, { type }]) => type === 'aws:cloudformation:stack')
        .map(([stack, { environment }]) => [stack, environment]);
    }),
  );
}
