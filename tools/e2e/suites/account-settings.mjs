// The account settings: the function that `careplane deploy` brings into an account runs under its own role, its boundary and the
// judgement of IAM. An account half configured by hand, changes, a permission that is taken away, and a deletion.
import { adopts, changes, deletes, refuses } from '../settings/cases.mjs';
import { newAccount } from '../settings/account.mjs';

export default async function accountSettings(scratch) {
  const account = await newAccount(scratch);
  if (account === undefined) return;
  try {
    await adopts(account);
    await changes(account);
    await refuses(account);
    await deletes(account);
  } finally {
    account.stop();
  }
}
