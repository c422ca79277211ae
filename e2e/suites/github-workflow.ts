// The workflows that `nx g @careplane/nx:ci` writes: what linters say of them, their roles in an account, who may take them, and
// all jobs, each with a token of its own and the role that it gets for it: from an empty account to the image that runs. The
// emulator judges every call.
import { newWorld } from '../deploy/world';
import type { World } from '../deploy/world';
import { badBundle, foreignTokens, oldBootstrap, saysWhyRefused } from '../github/bad-input';
import { ALARMS, CHECKS, Hub, NIGHTLY, ROLES, WORKFLOW } from '../github/hub';
import { nights } from '../github/nightly';
import { permissions } from '../github/permissions';
import { aChange, firstPush, nothingToApprove, production, pullRequest } from '../github/runs';
import { left, report, suite } from '../harness';
import { cfnLint, getActionlint, getParts, getZizmor } from '../scan/parts';

/** The digest that runs, from the first push on. */
let digest: string | undefined;

suite<Hub>('github-workflow', {
  async setUp(scratch) {
    const parts = getParts();
    const world = parts && (await newWorld(scratch));
    return world && new Hub(world, parts);
  },
  tearDown: (hub) => hub.stop(),
  tests: {
    'what is generated': (hub) => {
      hub.generate();
      lint(hub.world);
    },
    'the account, and the tokens of others': async (hub) => {
      await hub.start();
      await hub.bootstrap();
      await foreignTokens(hub);
      await saysWhyRefused(hub);
      await hub.world.emulator.clearCalls();
    },
    'the first push': async (hub) => {
      digest = await firstPush(hub);
    },
    'nothing to approve': nothingToApprove,
    production,
    'what runs is scanned at night': nights,
    // An old bootstrap is tried before the change is deployed: after that there is nothing to prepare.
    'a change, and an old bootstrap': (hub) =>
      aChange(hub, left(digest, 'the digest that runs'), (run) => oldBootstrap(hub, run)),
    'a pull request': pullRequest,
    'the permissions of the jobs': permissions,
    'a bad bundle': badBundle,
  },
});

function lint(world: World): void {
  const linters = [
    ['actionlint', getActionlint(), ['-shellcheck=', '-pyflakes=', WORKFLOW, CHECKS, NIGHTLY]],
    ['zizmor', getZizmor(), ['--offline', '--no-progress', WORKFLOW, CHECKS, NIGHTLY]],
    ['cfn-lint', cfnLint(), ['--regions', 'us-east-2', '--template', ROLES, ALARMS]],
  ] as const;
  for (const [name, program, args] of linters) {
    if (program === undefined) continue;
    const linted = world.inClone(program, args);
    report(`${name} has nothing to say of what was generated`, linted.status === 0, linted.stdout + linted.stderr);
  }
}
