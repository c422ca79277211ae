// The decisions of careplane prove, compared with a simulator of IAM by others: random requests over random policies, and for every
// set of requests that the one calls empty, samples of it that the other must refuse. Then the statements of the reference platform,
// each widened and narrowed: the verdicts that must change do, and no others.
import { suite } from '../harness';
import { join } from 'node:path';
import { arrowsAreProved } from '../access/arrows';
import { agreesOnRequests, agreesOnSets } from '../access/compare';
import { mutationsChangeWhatTheyMust } from '../access/mutations';

suite('access-analysis', {
  setUp: (scratch) => ({ scratch }),
  tests: {
    'single requests are decided as the simulator does': agreesOnRequests,
    'a set of requests is empty only if the simulator refuses each of them': agreesOnSets,
    'the dossier draws a path if and only if it is proved to be open': ({ scratch }) =>
      arrowsAreProved(join(scratch, 'arrows')),
    'a changed statement changes the verdicts that it must, and no others': ({ scratch }) =>
      mutationsChangeWhatTheyMust(join(scratch, 'mutations')),
  },
});
