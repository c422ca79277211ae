// The account settings: the function that `careplane deploy` brings into an account runs under its own role, its boundary and the
// judgement of IAM. An account half configured by hand, changes, a permission that is taken away, and a deletion.
import { suite } from '../harness';
import { newAccount } from '../settings/account';
import { adopts, changes, deletes, refuses } from '../settings/cases';

suite('account-settings', {
  setUp: newAccount,
  tearDown: (account) => account.stop(),
  tests: {
    'an account half configured by hand': adopts,
    'changed settings': changes,
    'a permission is taken away': refuses,
    'a setting, and then the stack, is deleted': deletes,
  },
});
