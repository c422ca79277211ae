// The table of the roles that the jobs have taken: what they called, what was denied, what they were granted for nothing, and
// which single permission could be taken away without a job failing.
import { report } from '../harness';
import { root, run } from '../machine';
import { permissionTable, printedTable, withoutEach } from '../parts/permissions';
import type { Exception, Taken } from '../parts/permissions';
import { PLATFORM } from './hub';
import type { Hub } from './hub';

/** What may stay without a call, and why. */
const EXCEPTIONS = [
  {
    role: `${PLATFORM}-github-deploy-*`,
    action: 'ssm:GetParameter',
    resource: '*/deploying/*',
    reason: 'A lock is read only when another run holds it, to say who.',
  },
  {
    role: `${PLATFORM}-github-deploy-*`,
    action: 'sts:AssumeRole',
    resource: '*-publish',
    reason: 'A change set that has to be made anew, because the stack changed meanwhile, publishes its template again.',
  },
  {
    role: `${PLATFORM}-github-*`,
    action: 'ssm:GetParametersByPath',
    resource: `*:parameter/careplane/${PLATFORM}`,
    reason: 'AWS names a path with or without its last slash; the emulator names it with the slash.',
  },
];

/** Denied: none. Granted and never called: none without a written reason. Each permission is missed when it is taken away. */
export async function permissions({ world }: Hub): Promise<void> {
  const all = await world.emulator.calls();
  const isOurs = ({ role }: { readonly role: string }) => role.includes(`/${PLATFORM}-github-`);
  const [calls, roles] = [all.filter(isOurs), (await world.emulator.roles()).filter(isOurs)];
  const exceptions = [...EXCEPTIONS, ...seldom()];
  const table = permissionTable({ calls, roles, exceptions });
  console.log(printedTable(table));
  report(
    `each of the ${roles.length} roles was taken by a job`,
    table.rows.length === 9 && table.rows.every((row) => row.calls > 0),
    printedTable(table),
  );
  report(
    'nothing was denied to a role of GitHub’s jobs',
    table.rows.every(({ denied }) => denied.length === 0),
    printedTable(table),
  );
  const others = all.filter((call) => !isOurs(call) && !call.allowed);
  report(
    'nor to a role that they take in turn: of the access stack, of a service’s stack, or of CloudFormation',
    others.length === 0,
    others.map(({ role, action, resources, reason }) => `${role} ${action} ${resources} ${reason}`).join('\n'),
  );
  report(
    'nothing is granted to them that no job calls, but for a written reason',
    table.rows.every(({ neverCalled }) => neverCalled.length === 0),
    printedTable(table),
  );
  const taken = await withoutEach({ calls, roles });
  const reasons = exceptions.map(({ role, action }) => ({
    name: new RegExp(`/${role.replaceAll('*', '.*')}$`),
    known: action,
  }));
  const excused = ({ role, action }: Taken) => reasons.some(({ name, known }) => name.test(role) && known === action);
  const unmissed = taken.filter((one) => !one.missed && !excused(one));
  report(
    `each of ${taken.length} permissions is missed when it is taken away, or has a written reason`,
    unmissed.length === 0,
    JSON.stringify(unmissed, null, 1),
  );
}

/** The reasons that the steps of the image jobs give themselves. */
function seldom(): Exception[] {
  const script = `
    const builds = require('@careplane/pipeline/builds');
    const { seldomCalled } = require('@careplane/pipeline');
    const steps = Object.values(builds).filter((one) => Array.isArray(one?.permissions));
    console.log(JSON.stringify(seldomCalled(steps.flatMap((step) => step.permissions))));`;
  const { status, stdout, stderr } = run(process.execPath, ['--require', '@swc-node/register', '-e', script], {
    cwd: root,
  });
  if (status !== 0) throw new Error(stderr);
  return (JSON.parse(stdout) as Omit<Exception, 'role'>[]).map((one) => ({
    role: `${PLATFORM}-github-image-scan-*`,
    ...one,
  }));
}
