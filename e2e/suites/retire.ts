// careplane retire against the emulator: a service, an environment and a platform leave the account, with kill -9 in between.
import { newWorld } from '../deploy/world';
import { suite } from '../harness';
import { environmentIsNotRetired, environmentIsRetired, routesGoFirst } from '../retire/environment';
import { platformIsRetired } from '../retire/platform';
import { deployed, serviceIsNotRetired, serviceIsRetired } from '../retire/service';

suite('retire', {
  setUp: newWorld,
  tearDown: (world) => world.stop(),
  tests: {
    'everything is deployed': deployed,
    'a service is not retired': serviceIsNotRetired,
    'a service is retired': serviceIsRetired,
    'an environment is not retired': environmentIsNotRetired,
    'routes go first': routesGoFirst,
    'an environment is retired': environmentIsRetired,
    'the platform is retired': platformIsRetired,
  },
});
