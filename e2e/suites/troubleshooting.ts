// The decision trees of medmo's handover, followed: each failure is provoked in the emulator, and the commands of the chapter, as they
// stand, lead back to green. e2e/README.md says which branches are not followed, and why.
import { suite } from '../harness';
import { deployRolledBack, noTarget } from '../troubleshooting/deploys';
import { newReader } from '../troubleshooting/follow';
import type { Reader } from '../troubleshooting/follow';
import { gateBlocks } from '../troubleshooting/gate';
import { deletionFails, firstCreationFails, rollbackFails, stillWorking } from '../troubleshooting/stacks';

suite<Reader>('troubleshooting', {
  setUp: newReader,
  tearDown: (reader) => reader.stop(),
  tests: {
    'a gate that blocks, and an exception that expires': gateBlocks,
    'a stack is stuck: its creation failed': firstCreationFails,
    'a target is unhealthy': noTarget,
    'a deploy was rolled back': deployRolledBack,
    'a stack is stuck: its rollback failed': rollbackFails,
    'a stack is stuck: CloudFormation is at work': stillWorking,
    'a stack is stuck: it cannot be deleted': deletionFails,
  },
});
