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
    role: `${PLATFORM}-github-*-production`,
    action: '*',
    reason: 'These runs push to staging’s branch; production has the same jobs, with the name of its own scope.',
  },
  {
    role: `${PLATFORM}-github-image-*`,
    action: '*',
    reason: 'The suite of the image pipelines runs the same steps against a registry; here no image is built.',
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
  const roles = (await world.emulator.roles()).filter(({ role }) => role.includes(`/${PLATFORM}-github-`));
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
