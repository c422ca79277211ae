// The decisions of careplane prove, compared with a simulator of IAM by others: random requests over random policies, and for every
// set of requests that the one calls empty, samples of it that the other must refuse.
import { suite } from '../harness';
import { agreesOnRequests, agreesOnSets } from '../access/compare';

suite('access-analysis', {
  setUp: () => ({}),
  tests: {
    'single requests are decided as the simulator does': agreesOnRequests,
    'a set of requests is empty only if the simulator refuses each of them': agreesOnSets,
  },
});
