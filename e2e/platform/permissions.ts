// Who called what in this suite, and what was granted and never called.
import { report } from '../harness';
import { root, run } from '../machine';
import { grantsOf, permissionTable, printedTable, withoutEach } from '../parts/permissions';
import type { Exception, Recorded, Taken } from '../parts/permissions';
import type { Stage } from './stage';

/** Actions that a build's role has and this suite cannot call, with the reason: the service is not in the emulator. */
const NOT_HERE = [
  {
    role: 'medmo-main-*',
    action: 'ssm:GetParametersByPath',
    resource: '*:parameter/careplane/medmo',
    reason: 'AWS names a path with or without its last slash; the emulator names it with the slash.',
  },
  {
    role: 'medmo-main-check',
    action: 'codecommit:GitPull',
    reason: 'The clone is made from a folder: the emulator is no git server.',
  },
];

/** Denied: none. Granted and never called: none without a written reason. Each permission is missed when it is taken away. */
export async function permissions(stage: Stage): Promise<void> {
  const calls = await stage.world.emulator.calls();
  const all = await stage.world.emulator.roles();
  const roles = all.filter(({ role }) => /\/medmo-main-(check|prepare|deploy)$/.test(role));
  const exceptions = [...NOT_HERE, ...seldom()];
  const table = permissionTable({ calls, roles, exceptions });
  console.log(printedTable(table));
  report(`${table.rows.length} builds worked under their own roles`, table.rows.length === 3, printedTable(table));
  for (const { role, denied, neverCalled } of table.rows) {
    const name = role.split('/').at(-1);
    report(`${name}: no call was denied`, denied.length === 0, JSON.stringify(denied, null, 1));
    report(
      `${name}: no permission was never called without a written reason`,
      neverCalled.length === 0,
      JSON.stringify(neverCalled, null, 1),
    );
  }
  const taken = await withoutEach({ calls, roles });
  const excused = ({ role, action }: Taken) =>
    exceptions.some((one) => role.endsWith(`/${one.role}`) && one.action === action);
  const unmissed = taken.filter((one) => !one.missed && !excused(one));
  report(
    `each of ${taken.length} permissions is missed when it is taken away, or has a written reason`,
    unmissed.length === 0,
    JSON.stringify(unmissed, null, 1),
  );
  accessRoles({ calls, roles: all });
}

/**
 * The roles that the builds take in turn, from the access stack. A permission that is not called is no fault here: they make, change
 * and delete every type of resource, and this run only makes and changes what medmo has.
 */
function accessRoles({ calls, roles }: Recorded): void {
  const known = roles.filter(({ role }) => /\/careplane-medmo-[^/]+$/.test(role));
  const { rows } = permissionTable({ calls, roles: known });
  const lines = rows.map(({ role, calls: count, denied, neverCalled }, index) => {
    const granted = known[index] === undefined ? 0 : grantsOf(known[index]).length;
    return `${role.split('/').at(-1)}: ${count} calls, ${denied.length} denied, ${granted - neverCalled.length} of ${granted} permissions called`;
  });
  console.log(lines.join('\n'));
  const taken = rows.filter((row) => row.calls > 0);
  report(`${taken.length} roles of the access stack were taken`, taken.length > 0, lines.join('\n'));
  const denied = rows.flatMap((row) => row.denied);
  report('no call of a role of the access stack was denied', denied.length === 0, JSON.stringify(denied, null, 1));
}

/** The reasons that the steps themselves give. */
function seldom(): Exception[] {
  const script = `
    const { READ_ARTIFACTS, checkPlatformBuild, deployPlatformBuild, preparePlatformBuild, seldomCalled } = require('@careplane/pipeline');
    const builds = { check: checkPlatformBuild('x', { url: '' }), prepare: preparePlatformBuild('x'), deploy: deployPlatformBuild('x') };
    console.log(JSON.stringify(Object.entries(builds).flatMap(([name, { steps }]) =>
      seldomCalled([...READ_ARTIFACTS, ...steps.flatMap((step) => step.permissions ?? [])]).map((one) => ({ role: 'medmo-main-' + name, ...one })))));`;
  const { status, stdout, stderr } = run(process.execPath, ['--require', '@swc-node/register', '-e', script], {
    cwd: root,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Exception[];
}
