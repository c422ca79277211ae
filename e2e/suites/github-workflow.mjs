// The workflows that `nx g @careplane/nx:ci` writes: what linters say of them, their roles in an account, who may take them, and
// all jobs, each with a token of its own and the role that it gets for it: from an empty account to the image that runs. The
// emulator judges every call.
import { newWorld } from '../deploy/world.mjs';
import { badBundle, foreignTokens, oldBootstrap } from '../github/bad-input.mjs';
import { CHECKS, Hub, ROLES, WORKFLOW } from '../github/hub.mjs';
import { permissions } from '../github/permissions.mjs';
import { aChange, firstPush, nothingToApprove, production, pullRequest } from '../github/runs.mjs';
import { report } from '../harness.mjs';
import { cfnLint, getActionlint, getParts, getZizmor } from '../scan/parts.mjs';

export default async function githubWorkflow(scratch) {
  const parts = getParts();
  if (parts === undefined) return;
  const world = await newWorld(scratch);
  if (world === undefined) return;
  const hub = new Hub(world, parts);
  try {
    hub.generate();
    lint(world);
    await hub.start();
    await hub.bootstrap();
    await foreignTokens(hub);
    await world.emulator.clearCalls();
    const digest = await firstPush(hub);
    await nothingToApprove(hub);
    await production(hub);
    const run = await aChange(hub, digest);
    await pullRequest(hub);
    await permissions(hub);
    await badBundle(hub);
    await oldBootstrap(hub, run);
  } finally {
    await hub.stop();
  }
}

function lint(world) {
  const linters = [
    ['actionlint', getActionlint(), ['-shellcheck=', '-pyflakes=', WORKFLOW, CHECKS]],
    ['zizmor', getZizmor(), ['--offline', '--no-progress', WORKFLOW, CHECKS]],
    ['cfn-lint', cfnLint(), ['--regions', 'us-east-2', '--template', ROLES]],
  ];
  for (const [name, program, args] of linters) {
    if (program === undefined) continue;
    const linted = world.inClone(program, args);
    report(`${name} has nothing to say of what was generated`, linted.status === 0, linted.stdout + linted.stderr);
  }
}
