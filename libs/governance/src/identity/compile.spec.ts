import {
  compiledPolicies,
  emergencyBoundary,
  emergencyPolicies,
  LONGEST_MANAGED_POLICY,
  MOST_MANAGED_POLICIES,
} from './compile';
import { EMERGENCY_BOUNDARY, EMERGENCY_GUARDRAILS, GROUPS, RECORD, releaseGuardrails } from './groups';
import { GUARDRAILS } from './guardrails';
import type { GuardrailName } from './guardrails';
import type { IdentityPlace } from './place';

const PLATFORM = 'abcdefghijklmnopqrst';

/** A platform whose names are as long as the loader lets them be. */
const placeWith = (...environments: readonly string[]): IdentityPlace => ({
  partition: 'aws-us-gov',
  account: '111122223333',
  region: 'us-gov-west-1',
  platform: PLATFORM,
  regions: ['us-gov-west-1', 'us-gov-east-1'],
  path: `/careplane/${PLATFORM}`,
  environments: environments.map((name) => ({ name, region: 'us-gov-west-1', production: name === 'production' })),
  databases: environments.map((name) => ({
    instances: [`db:${PLATFORM}-${name}`],
    errorLog: `/aws/rds/instance/${PLATFORM}-${name}/error`,
    auditLog: `/aws/rds/instance/${PLATFORM}-${name}/audit`,
  })),
  pipelines: {
    production: [`${PLATFORM}-*-production`, `${PLATFORM}-main-prd-CFN`],
    other: environments.map((name) => `${PLATFORM}-*-${name}`),
  },
  repositories: [`${PLATFORM}-platform`],
  deployedBranches: ['refs/heads/main', 'refs/heads/production'],
  policyPath: `/careplane/${PLATFORM}/shared/`,
  emergencyRole: `${PLATFORM}-break-glass`,
  auditKeys: ['arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/11111111-2222-3333-4444-555555555555'],
});
const LONG = placeWith('development', 'acceptance', 'integration', 'production');
const lengthOf = (document: object): number => JSON.stringify(document).length;

it.each(Object.entries(GROUPS))('%s fit into the policies that IAM lets a group have', (_, { duties, guardrails }) => {
  const policies = compiledPolicies({ duties, guardrails: [...guardrails, ...releaseGuardrails(duties)] }, LONG);
  expect(policies.length).toBeLessThanOrEqual(MOST_MANAGED_POLICIES);
  expect(policies.filter(({ document }) => lengthOf(document) > LONGEST_MANAGED_POLICY)).toEqual([]);
});

it('the boundary of the emergency role is one document, and one that is too long is not made', () => {
  expect(lengthOf(emergencyBoundary(EMERGENCY_BOUNDARY, LONG))).toBeLessThanOrEqual(LONGEST_MANAGED_POLICY);
  const many = Array.from({ length: 40 }, (_, index) => `environment-${index}`);
  expect(() => emergencyBoundary(EMERGENCY_BOUNDARY, placeWith(...many))).toThrow(
    /has \d+ characters, and IAM allows 6144/,
  );
});

it('the emergency role has all that survives everybody, in its policies', () => {
  expect(EMERGENCY_GUARDRAILS).toEqual(expect.arrayContaining([...RECORD, ...EMERGENCY_BOUNDARY]));
  const documents = emergencyPolicies(EMERGENCY_GUARDRAILS, LONG);
  expect(documents.filter(({ document }) => lengthOf(document) > LONGEST_MANAGED_POLICY)).toEqual([]);
});

it('every guardrail belongs to a group or to the emergency role', () => {
  const used = new Set<GuardrailName>([
    ...EMERGENCY_GUARDRAILS,
    ...Object.values(GROUPS).flatMap(({ duties, guardrails }) => [...guardrails, ...releaseGuardrails(duties)]),
  ]);
  expect(Object.keys(GUARDRAILS).filter((name) => !used.has(name as GuardrailName))).toEqual([]);
});
