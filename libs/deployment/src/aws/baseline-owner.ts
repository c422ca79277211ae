import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { BadInput } from '@careplane/command-line';
import { BASELINE_OWNER_PARAMETER } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';
import type { AssembledStack } from '../assembly/assembly';
import { parametersMadeBy } from '../assembly/template';
import { atAws, isRefusal } from './aws-errors';
import type { Clients } from './clients';

/** The platform whose stacks are planned, as far as its baseline is concerned. */
export type BaselineUser = Pick<PlatformModel, 'name' | 'account' | 'region' | 'locations' | 'governance'>;

/**
 * Refuse to plan where the baseline of an account and region is not the one that platform.yaml names: another platform owns it, or
 * the one that is to be shared is not there. CloudFormation would refuse the first only while it deploys, after the approval.
 *
 * Credentials that may not read the parameter are no reason to refuse: an access stack of an earlier version does not allow it, and
 * CloudFormation still refuses a second owner.
 *
 * @throws BadInput with each place, what is there, and the fix
 */
export async function requireBaseline(
  stacks: readonly AssembledStack[],
  clients: Clients,
  platform: BaselineUser,
): Promise<void> {
  if (platform.governance === undefined) return;
  const problems: string[] = [];
  for (const stack of askedAt(stacks, platform)) {
    const owner = await ownerAt(clients, stack);
    const problem = problemWith(platform, stack, owner);
    if (problem !== undefined) problems.push(problem);
  }
  if (problems.length > 0) throw new BadInput(`${problems.join('\n')}\nNothing was prepared or changed.`);
}

/** Of each account and region in which the platform has a baseline, or shares one, a shared stack of this plan. */
function askedAt(stacks: readonly AssembledStack[], platform: BaselineUser): AssembledStack[] {
  const { account, region, locations, governance } = platform;
  const places = [{ account, region }, ...locations];
  const asked = stacks.filter((stack) =>
    governance?.baseline === 'own'
      ? parametersMadeBy(stack.template).has(BASELINE_OWNER_PARAMETER)
      : stack.environment === undefined &&
        places.some((place) => place.account === stack.account && place.region === stack.region),
  );
  return [...new Map(asked.map((stack) => [`${stack.account} ${stack.region}`, stack])).values()];
}

/** Where there is no owner, the name is undefined; who may not ask does not know. */
type Owner = { readonly name: string | undefined } | 'unknown';

async function ownerAt(clients: Clients, stack: AssembledStack): Promise<Owner> {
  const ssm = await clients.parameters(stack);
  return atAws(`reading the owner of the baseline in ${stack.account}, ${stack.region}`, async (): Promise<Owner> => {
    try {
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name: BASELINE_OWNER_PARAMETER }));
      return { name: Parameter?.Value };
    } catch (error) {
      if ((error as Error).name === 'ParameterNotFound') return { name: undefined };
      if (isRefusal(error)) return 'unknown';
      throw error;
    }
  });
}

function problemWith(
  { name, governance }: BaselineUser,
  { account, region }: AssembledStack,
  owner: Owner,
): string | undefined {
  if (owner === 'unknown' || governance === undefined) return undefined;
  const place = `account ${account}, ${region}`;
  if (governance.baseline === 'own') {
    if (owner.name === undefined || owner.name === name) return undefined;
    return `${place}: the platform ${owner.name} has the baseline (parameter ${BASELINE_OWNER_PARAMETER}), and an account and region has one. To share it, write governance: { baseline: ${owner.name} } in platform.yaml of ${name}.`;
  }
  if (owner.name === governance.baseline) return undefined;
  const shared = `governance.baseline of ${name} names ${governance.baseline}`;
  return owner.name === undefined
    ? `${place}: ${shared}, and there is no baseline (parameter ${BASELINE_OWNER_PARAMETER}). Deploy the baseline of ${governance.baseline} there first, or write governance: { baseline: own }.`
    : `${place}: ${shared}, but the baseline belongs to ${owner.name} (parameter ${BASELINE_OWNER_PARAMETER}). Write governance: { baseline: ${owner.name} }.`;
}
