// What careplane prove says of networks, compared with packets that are sent one by one: the networks of both platforms, with rules,
// routes, public addresses and ACLs widened and narrowed.
import { packetsAgree } from '../access/network/compare';
import { suite } from '../harness';

suite('access-network', {
  setUp: (scratch) => ({ scratch }),
  tests: {
    'what is open, and which properties hold, is what packets show': ({ scratch }) => packetsAgree(scratch),
  },
});
