import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';
import { baselinePlaces } from './baseline-places';
import { assembliesOf, stacksIn } from './testing/assemblies';
import type { Template } from './testing/assemblies';
import { clinic } from './testing/folders';
import { unitEnvironmentsOf } from './unit-environments';
import { unitsOf } from './units';

const CONTACT = (kind: string) =>
  `  ${kind}: { name: Clinic ${kind}, title: Team, email: ${kind}@clinic.example, phone: '+1 614 555 0100' }\n`;
const CONTACTS = `contacts:\n${['operations', 'billing', 'security'].map(CONTACT).join('')}`;

/** Clinic has production in an account and region of its own. */
function clinicWith(governance: string): string {
  const folder = clinic();
  const file = join(folder, 'platform.yaml');
  writeFileSync(file, `${readFileSync(file, 'utf8')}\n${governance}\n${CONTACTS}`);
  return folder;
}

function modelOf(folder: string): PlatformModel {
  const loaded = load(folder);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.model;
}

const OWN = 'governance: { budget: { monthlyUsd: 2000 } }';
const typesOf = ({ Resources }: Template): string[] => Object.values(Resources).map(({ Type }) => Type);

describe('a baseline of the platform’s own', () => {
  let templates: Readonly<Record<string, Template>>;

  beforeAll(() => {
    const assemblies = assembliesOf(clinicWith(OWN), { unit: ['clinic-baseline'] });
    templates = Object.fromEntries(stacksIn(assemblies).map(({ stack, template }) => [stack, template]));
  });

  it('has a stack in each account and region', () => {
    expect(Object.keys(templates).sort()).toEqual(['clinic-baseline', 'clinic-baseline-444455556666-eu-central-1']);
  });

  it('has a trail in each account, because a trail serves all regions', () => {
    const places = baselinePlaces(modelOf(clinicWith(OWN)));
    expect(places.map(({ isHome, isAccountHome }) => [isHome, isAccountHome])).toEqual([
      [true, true],
      [false, true],
    ]);
    for (const template of Object.values(templates)) {
      expect(typesOf(template).filter((type) => type === 'AWS::CloudTrail::Trail')).toHaveLength(1);
    }
  });

  it('waits with everything for the parameter that claims the account and region', () => {
    for (const { Resources } of Object.values(templates)) {
      const claimed = Object.entries(Resources as Record<string, { DependsOn?: string | string[] }>).filter(
        ([id, { DependsOn = [] }]) => id !== 'Owner' && ![DependsOn].flat().includes('Owner'),
      );
      expect(claimed.map(([id]) => id).filter((id) => id !== 'CDKMetadata')).toEqual([]);
      expect(Resources['Owner']?.Properties).toMatchObject({ Name: '/careplane-baseline/owner', Value: 'clinic' });
    }
  });

  it('is one unit, which belongs to no environment', () => {
    const model = modelOf(clinicWith(OWN));
    expect(unitEnvironmentsOf({ model, selection: {} })[0]).toEqual({ unit: 'clinic-baseline', environment: 'shared' });
    expect(unitEnvironmentsOf({ model, selection: { environment: 'staging' } })).not.toContainEqual(
      expect.objectContaining({ unit: 'clinic-baseline' }),
    );
  });
});

it('leaves out what is switched off, and the template has the reason', () => {
  const reason = 'The organization’s delegated administrator runs GuardDuty for all accounts.';
  const folder = clinicWith(
    `governance: { budget: { monthlyUsd: 2000 }, threatDetection: { enabled: false, reason: '${reason}' } }`,
  );
  const [first] = stacksIn(assembliesOf(folder, { unit: ['clinic-baseline'] }));
  expect(typesOf(first?.template as Template)).not.toContain('AWS::GuardDuty::Detector');
  expect(first?.template.Resources['Owner']?.Metadata?.['careplane:baseline']).toMatchObject({
    off: { threatDetection: reason },
  });
});

it.each([
  ['a platform without governance', ''],
  ['a platform that shares another one’s baseline', 'governance: { baseline: medmo }'],
])('%s has no baseline unit', (_, governance) => {
  const model = modelOf(clinicWith(governance));
  expect(unitsOf(model).map(({ name }) => name)).toEqual(['clinic', 'clinic-portal']);
});

it('in the first region of an account has what the account has once; elsewhere it has not', () => {
  const model = modelOf(clinicWith(OWN));
  const [home] = model.locations;
  if (home === undefined) throw new Error('no location');
  const second = baselinePlaces({ ...model, locations: [home, { ...home, id: 'x', region: 'us-west-2' }] });
  expect(second.map(({ region, isAccountHome }) => [region, isAccountHome])).toEqual([
    ['us-east-2', true],
    ['us-west-2', false],
  ]);
});
