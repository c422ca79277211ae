import { ESCALATION_PATHS as PATHS } from '@careplane/compliance';
import { answerTo, anyResourceOf } from './ask';
import { BLINDING, CLIMBING, REACHING, REPAIRING, TAMPERING } from './attacks';
import type { Asked } from './ask';
import { ALLOWED, DENIED, NEVER, ROLES } from './cases';
import { groupsOfMedmo, rolesOfMedmo } from './principals';
import type { Principal } from './principals';

const groups = groupsOfMedmo();
const roles = rolesOfMedmo();

type Row = readonly [who: string, expected: 'allow' | 'deny', asked: Asked];

const rows: readonly Row[] = [
  ...Object.entries(ALLOWED).flatMap(([who, cases]) => cases.map((asked): Row => [who, 'allow', asked])),
  ...Object.entries(DENIED).flatMap(([who, cases]) => cases.map((asked): Row => [who, 'deny', asked])),
  ...Object.keys(ALLOWED).flatMap((who) =>
    NEVER.concat(BLINDING, TAMPERING, CLIMBING, REACHING).flatMap((asked): Row[] => [
      [who, 'deny', asked],
      [who, 'deny', { ...asked, administrator: true }],
    ]),
  ),
  ...ROLES,
  ...BLINDING.concat(TAMPERING, CLIMBING).map((asked): Row => ['medmo-break-glass', 'deny', asked]),
  ...REPAIRING.map((asked): Row => ['medmo-break-glass', 'allow', asked]),
];

/** Roles that the escalation techniques are tried with: of each kind that a build, a task or a workflow has. */
const KINDS =
  /^(?:medmo-main-(?:check|prepare)|medmo-api-(?:staging|production)-(?:deploy-build|rollout)|medmo-github-(?:plan|image-(?:scan|deploy)-production)|medmo-api-production.*Task.*|medmo-break-glass)$/;
const tried: readonly (readonly [string, Principal])[] = [
  ...Object.entries(groups),
  ...Object.entries(roles).filter(([name]) => KINDS.test(name)),
];

it('has a case for every group, and more than 250 in all', () => {
  expect(Object.keys(ALLOWED).sort()).toEqual(Object.keys(groups).sort());
  expect(rows.length).toBeGreaterThan(250);
  expect(tried.length).toBeGreaterThan(12);
});

it.each(rows.map(([who, expected, asked]) => [who, expected, asked.action, asked.resource, asked] as const))(
  '%s: %s %s on %s %j',
  async (who, expected, _, __, asked) => {
    const principal = groups[who] ?? roles[who];
    if (principal === undefined) throw new Error(`no group and no role is called ${who}`);
    expect(await answerTo(principal, asked)).toBe(expected);
  },
);

/** Techniques that a role needs for its work, held to one resource; the simulator is asked about another one. */
describe.each(tried)('%s cannot take over another role', (name, principal) => {
  // The emergency role changes everything that runs; what it cannot do is to give itself other rights.
  const paths = PATHS.filter(
    ({ requires }) => name !== 'medmo-break-glass' || requires.some((action) => /^(?:iam|sts):/.test(action)),
  );
  it.each(paths.map(({ id, requires }) => [id, requires] as const))('by %s', async (__, requires) => {
    const answers = await Promise.all(
      requires.map(async (action) => answerTo(principal, { action, resource: await targetOf(action) })),
    );
    expect(answers).toContain('deny');
  });
});

/** A role that is an administrator, for techniques about roles; else anything that the action can be done to. */
async function targetOf(action: string): Promise<string> {
  return /^(?:iam:PassRole|sts:AssumeRole|iam:.*Role.*)$/.test(action)
    ? 'arn:aws:iam::111122223333:role/administrator'
    : anyResourceOf(action);
}
