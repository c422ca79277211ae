import { BadInput } from '@careplane/command-line';
import type { PlatformModel } from '@careplane/config';
import type { Caller, Clients } from './clients';

/**
 * Refuse credentials of another account than the platform's: before anything is prepared, and before the ledger of the
 * wrong account is believed.
 */
export async function requireAccount(model: PlatformModel, clients: Clients): Promise<Caller> {
  const caller = await clients.caller();
  if (caller.account === model.account) return caller;
  throw new BadInput(
    `These credentials are of account ${caller.account} (${caller.arn}), and ${model.name} is configured for ${model.account} (account in platform.yaml). Nothing was prepared. Use credentials of ${model.account}, for example AWS_PROFILE=<profile of ${model.account}>, then run the same command again.`,
  );
}
