import { BadInput } from '@careplane/command-line';
import { loadTarget } from '@careplane/platform/target';
import { assembliesOf, MEDMO } from '@careplane/platform/testing';
import { unitEnvironmentKey } from '@careplane/platform/unit-environments';
import { openAssemblies } from './opened-assemblies';

describe('the opened assemblies of medmo', () => {
  let assemblies: string;
  beforeAll(() => {
    assemblies = assembliesOf(MEDMO);
  });

  it('is every unit in every environment; shared stacks go with each', () => {
    const opened = openAssemblies(loadTarget(MEDMO, {}), assemblies);
    expect(opened.map(unitEnvironmentKey)).toEqual([
      'medmo-baseline/shared',
      ...['medmo', 'medmo-admin', 'medmo-api', 'medmo-frontend'].flatMap((unit) => [
        `${unit}/staging`,
        `${unit}/production`,
      ]),
    ]);
    const names = (unit: string, environment: string) =>
      opened.find((each) => each.unit === unit && each.environment === environment)?.stacks.map(({ name }) => name) ??
      [];
    expect(names('medmo', 'staging').sort()).toEqual([
      'medmo-cluster-staging',
      'medmo-data-staging',
      'medmo-identity',
      'medmo-network',
      'medmo-pipelines',
    ]);
    expect(names('medmo-api', 'production').sort()).toEqual([
      'medmo-api-pipelines',
      'medmo-api-production',
      'medmo-api-repository',
    ]);
  });

  it('is what was selected', () => {
    const opened = openAssemblies(loadTarget(MEDMO, { env: 'staging', unit: ['medmo-api'] }), assemblies);
    expect(opened.map(unitEnvironmentKey)).toEqual(['medmo-api/staging']);
  });

  it('refuses an assembly that is not there, or has not what was asked for', () => {
    expect(() => openAssemblies(loadTarget(MEDMO, {}), '/nowhere')).toThrow(
      `/nowhere/medmo-baseline contains no assembly. Write it first: careplane synth ${MEDMO} --out /nowhere`,
    );
    const staging = assembliesOf(MEDMO, { env: 'staging', unit: ['medmo-api'] });
    const asked = () => openAssemblies(loadTarget(MEDMO, { unit: ['medmo-api'] }), staging);
    expect(asked).toThrow(BadInput);
    expect(asked).toThrow(
      'has no stack of production, because it was written for other environments. Write it again: careplane synth',
    );
  });
});
