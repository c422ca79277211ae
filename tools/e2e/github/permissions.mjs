// The table of the roles that the jobs have taken: what they called, what was denied, and what they were granted for nothing.
import { report } from '../harness.mjs';
import { permissionTable, printedTable } from '../parts/permissions.mjs';
import { PLATFORM } from './hub.mjs';

/** What may stay without a call, and why. */
const EXCEPTIONS = [
  {
    role: `${PLATFORM}-github-deploy-*`,
    action: 'ssm:GetParameter',
    resource: '*/deploying/*',
    reason: 'A lock is read only when somebody else holds it, to say who.',
  },
  {
    role: `${PLATFORM}-github-plan`,
    action: 'sts:AssumeRole',
    resource: '*-production-*',
    reason: 'These runs push to staging’s branch.',
  },
];

export async function permissions({ world }) {
  const calls = (await world.emulator.calls()).filter(({ role }) => role.includes(`/${PLATFORM}-github-`));
  const all = (await world.emulator.roles()).filter(({ role }) => role.includes(`/${PLATFORM}-github-`));
  const taken = (role) => calls.some((call) => call.role === role);
  const roles = all.filter(({ role }) => taken(role));
  // A role that no job has taken shows nothing: neither that its permissions suffice nor that they are needed.
  for (const { role } of all.filter(({ role }) => !taken(role))) console.log(`not exercised  ${role}`);
  const table = permissionTable({ calls, roles, exceptions: EXCEPTIONS });
  console.log(printedTable(table));
  report(
    'nothing was denied to a role of GitHub’s jobs',
    table.rows.every(({ denied }) => denied.length === 0),
    printedTable(table),
  );
  report(
    'nothing is granted to them that no job calls, but for a written reason',
    table.rows.every(({ neverCalled }) => neverCalled.length === 0),
    printedTable(table),
  );
}
