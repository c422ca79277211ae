import { unmodelled } from '../deploy/emulator';
import { suite } from '../harness';
import { findsBill } from '../tasks/bill-of-materials';
import { failsAndIsMended, firstRelease, goesBack, leastPrivilege, neverTwoAtOnce } from '../tasks/before-deploy';
import { followsDeadLetters, followsTheTree } from '../tasks/follow';
import { refusesToRun, runs } from '../tasks/one-off';
import { followsTheJob } from '../tasks/scheduled';
import { openStage } from '../tasks/stage';
import type { Stage } from '../tasks/stage';

/**
 * Tasks of a service in an account of the emulator: the one before the deploy, as the generated build runs it under its own roles, and
 * one-off tasks that a person starts. No container runs: the emulator says how a task ends, and refuses what ECS refuses.
 */
suite<Stage>('tasks', {
  setUp: openStage,
  tearDown: (stage) => stage.close(),
  tests: {
    'what careplane run refuses': refusesToRun,
    'the first release': firstRelease,
    'a failing task, and a mended one': failsAndIsMended,
    'the decision tree of a failing task': followsTheTree,
    'the decision tree of dead letters': followsDeadLetters,
    'the decision tree of a job': followsTheJob,
    'what is in the image that runs': findsBill,
    'two releases at once': neverTwoAtOnce,
    'an earlier release': goesBack,
    'least privilege': leastPrivilege,
    'one-off tasks': runs,
    'what the emulator did not make': ({ world }) => unmodelled(world),
  },
});
