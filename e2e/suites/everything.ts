// A platform with every kind of workload and connection against the emulator: from an empty account to running, and out of it again.
import { newWorld } from '../deploy/world';
import { callsAreLed } from '../everything/calls';
import { callsEnd } from '../everything/calls-end';
import { everythingIsDeployed } from '../everything/deployed';
import { everythingIsRetired } from '../everything/retired';
import { singletonRunsOnce } from '../everything/singleton';
import { suite } from '../harness';

suite('everything', {
  setUp: newWorld,
  tearDown: (world) => world.stop(),
  tests: {
    'from an empty account to running': everythingIsDeployed,
    'services call each other inside of the VPC': callsAreLed,
    'a singleton never runs twice at once': singletonRunsOnce,
    'calls end, one and then the last, and begin again': callsEnd,
    'the whole platform is retired': everythingIsRetired,
  },
});
