import { everythingOf } from '../testing/all-roles';
import { MEDMO } from '@careplane/platform/testing';
import { assumableFrom } from './chain';
import type { RoleInTemplate } from './roles';

const ACCOUNT = '111122223333';
const { roles } = everythingOf(MEDMO);
const SCOPES = ['production', 'shared', 'staging'];
const access = (...kinds: string[]) =>
  SCOPES.flatMap((scope) => kinds.map((kind) => `careplane-medmo-${scope}-${kind}`)).sort();
const named = (name: string) => roles.find((role) => role.name === name) as RoleInTemplate;

const BUILDS: readonly (readonly [build: string, reached: readonly string[]])[] = [
  ['medmo-main-check', []],
  ['medmo-main-prepare', access('look', 'plan', 'publish')],
  ['medmo-main-deploy', access('deploy', 'look', 'publish')],
  ...['admin', 'api', 'frontend'].flatMap((service) =>
    ['staging', 'production'].map(
      (environment) =>
        [`medmo-${service}-${environment}-deploy-build`, [`medmo-${service}-${environment}-deploy`]] as const,
    ),
  ),
];

it.each(BUILDS)('%s gets to the roles that it is there to assume, and from them to no other', (build, reached) => {
  expect(assumableFrom(named(build), roles, ACCOUNT)).toEqual(reached);
});

it('no other role gets to any role', () => {
  const others = roles.filter(({ name }) => BUILDS.every(([build]) => build !== name));
  expect(others.length).toBeGreaterThan(40);
  expect(others.filter((role) => assumableFrom(role, roles, ACCOUNT).length > 0).map(({ name }) => name)).toEqual([]);
});

it('a chain is followed to its end, and needs the trust of every role in it', () => {
  const role = (name: string, takes: string, trusts: string): RoleInTemplate => ({
    name,
    path: '/',
    boundary: undefined,
    denies: [],
    allows: [{ Effect: 'Allow', Action: ['sts:*'], Resource: [`arn:aws:iam::${ACCOUNT}:role/${takes}`] }],
    trust: [
      {
        Effect: 'Allow',
        Principal: { AWS: [`arn:aws:iam::${ACCOUNT}:root`] },
        Condition: { ArnLike: { 'aws:PrincipalArn': [`arn:aws:iam::${ACCOUNT}:role/${trusts}`] } },
      },
    ],
  });
  const chain = [role('a', 'b', 'nobody'), role('b', 'c?', 'a'), role('c1', 'd', 'b'), role('d', 'none', 'b')];
  expect(assumableFrom(chain[0] as RoleInTemplate, chain, ACCOUNT)).toEqual(['b', 'c1']);
});
