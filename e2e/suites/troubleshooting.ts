// The decision trees of medmo's handover, followed: each failure is provoked in the emulator, and the commands of the chapter, as they
// stand, lead back to green. e2e/README.md says which branches are not followed, and why.
import { suite } from '../harness';
import { imageCannotBeBuilt, scanIsStopped } from '../troubleshooting/builds';
import {
  changeRolledBack,
  deployRolledBack,
  goesBack,
  noTarget,
  targetsAreUnhealthy,
} from '../troubleshooting/deploys';
import { newReader } from '../troubleshooting/follow';
import type { Reader } from '../troubleshooting/follow';
import { exceptionExpires, gateBlocks, gateBlocksWithoutFix } from '../troubleshooting/gate';
import { deletionFails, firstCreationFails, rollbackFails, stillWorking, updateFails } from '../troubleshooting/stacks';

suite<Reader>('troubleshooting', {
  setUp: newReader,
  tearDown: (reader) => reader.stop(),
  tests: {
    'a stack is stuck: its creation failed': firstCreationFails,
    'a target is unhealthy: nothing runs': noTarget,
    'a build failed: the image': imageCannotBeBuilt,
    'a build failed: the scan': scanIsStopped,
    'the gate blocks an image': gateBlocks,
    'the gate blocks an image, and there is no fix': gateBlocksWithoutFix,
    'an exception expires': exceptionExpires,
    'a deploy was rolled back': deployRolledBack,
    'a target is unhealthy: what the balancer finds': targetsAreUnhealthy,
    'a deploy was rolled back: the release before has the fault as well': goesBack,
    'a change of the files was rolled back': changeRolledBack,
    'a stack is stuck: its update failed': updateFails,
    'a stack is stuck: its rollback failed': rollbackFails,
    'a stack is stuck: CloudFormation is at work': stillWorking,
    'a stack is stuck: it cannot be deleted': deletionFails,
  },
});
