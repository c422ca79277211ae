// careplane deploy and careplane base against the emulator: all of medmo, from an empty account on.
import { dataIsNotReplaced } from '../deploy/data-loss';
import { emulatorTests, unmodelled } from '../deploy/emulator';
import { failedUnitComesRound, rolledBack } from '../deploy/failing';
import { firstDeploy, nothingChanged } from '../deploy/first';
import { oneServiceChanges, pipelineSetsTheImage } from '../deploy/image';
import { olderIsRefused, serviceLeaves, statusIsShown } from '../deploy/lifecycle';
import { stopped, together } from '../deploy/interrupted';
import { logsAreRead, releasesGoBack } from '../deploy/operate';
import { refusesToStart } from '../deploy/refusals';
import { secondPlatform } from '../deploy/second-platform';
import { throughNx } from '../deploy/through-nx';
import { newWorld } from '../deploy/world';
import { suite } from '../harness';

suite('deploy', {
  setUp: newWorld,
  tearDown: (world) => world.stop(),
  tests: {
    'the emulator’s own tests': emulatorTests,
    'what is refused before anything is prepared': refusesToStart,
    'the first deploy': firstDeploy,
    'a second platform in the account': secondPlatform,
    'nothing has changed': nothingChanged,
    'the pipeline sets the image, and one service changes': async (world) =>
      oneServiceChanges(world, await pipelineSetsTheImage(world)),
    'what runs where': statusIsShown,
    'the log of a service': logsAreRead,
    'an earlier release': releasesGoBack,
    'an older commit': olderIsRefused,
    'a unit fails, and comes round': failedUnitComesRound,
    'data is not replaced': dataIsNotReplaced,
    'a deploy is stopped': stopped,
    'two deploys at once': together,
    'a first stack is rolled back': rolledBack,
    'a service leaves the files': serviceLeaves,
    'through Nx': throughNx,
    'what the emulator did not make': unmodelled,
  },
});
