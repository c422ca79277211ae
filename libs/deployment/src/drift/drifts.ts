import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { Stack } from '@aws-sdk/client-cloudformation';
import { atAws } from '../aws/aws-errors';
import type { ClientSettings, Clients } from '../aws/clients';
import { PATIENT } from '../aws/parameter-store';
import { mapPool } from '../aws/pool';
import { lookPlace } from '../aws/stack-now';
import type { NamedStack } from '../aws/stack-now';
import { findStack } from '../aws/stack-state';
import { detectDrift } from './detect';
import type { Detection } from './detect';
import { resultsOf } from './results';
import type { StackDrift } from './stack-drift';

/** Stacks that are compared at the same time; CloudFormation allows few. */
const WIDTH = 4;

export interface DriftSettings {
  readonly model: ClientSettings['model'];
  /** Begin no detection: read the results of the last one. */
  readonly last: boolean;
  readonly progress: (text: string) => void;
}

/**
 * What differs between stacks and their templates.
 *
 * The caller's own credentials are used in their own account, and no role of Careplane: CloudFormation reads each resource with the
 * permissions of the caller, and a role that may read all resources of a platform should not wait in an account to be taken. Stacks of
 * other accounts are not compared from here; the result of their last detection is shown.
 */
export function driftsOf(
  stacks: readonly NamedStack[],
  clients: Clients,
  { model, last, progress }: DriftSettings,
): Promise<StackDrift[]> {
  let done = 0;
  return mapPool(stacks, WIDTH, async (stack) => {
    const { account } = await clients.caller();
    const found = account === stack.account ? await here(stack, clients, last) : await elsewhere(stack, clients, model);
    done += 1;
    progress(`${done} of ${stacks.length} stacks are compared`);
    return found;
  });
}

/** States in which CloudFormation compares nothing. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DetectStackDrift.html */
const COMPARED = /^(?:CREATE|UPDATE|UPDATE_ROLLBACK|IMPORT)_COMPLETE$|^UPDATE_ROLLBACK_FAILED$/;

async function here({ name, account, region }: NamedStack, clients: Clients, last: boolean): Promise<StackDrift> {
  const client = new CloudFormationClient({ region, credentials: clients.ownCredentials, ...PATIENT });
  const look = () => atAws(`looking at stack ${name}`, () => findStack(client, name));
  const common = { name, account, region, resources: [], notCompared: {} };
  const found = await look();
  if (found === undefined) return { ...common, verdict: 'absent' };
  const status = found.StackStatus ?? '';
  if (!last && !COMPARED.test(status)) {
    return {
      ...common,
      verdict: 'not checked',
      reason: `${name} is in ${status}, and CloudFormation compares no stack in this state`,
    };
  }
  const detection = last ? undefined : await detectDrift(client, name);
  const { at, verdict } = lastOf(last ? found : await look());
  if (verdict === 'not checked' && detection === undefined) {
    return { ...common, verdict, reason: `The drift of ${name} was never detected` };
  }
  const results = await resultsOf(client, name);
  return { ...common, ...results, ...(at === undefined ? {} : { at }), ...judged(verdict, results, detection) };
}

/** What stays when differences that auto scaling makes are left out, and when not all could be compared. */
function judged(
  verdict: StackDrift['verdict'],
  { resources }: Pick<StackDrift, 'resources'>,
  detection: Detection | undefined,
): Pick<StackDrift, 'verdict' | 'reason'> {
  const reason = detection?.reason === undefined ? {} : { reason: detection.reason };
  if (resources.length > 0) return { verdict: 'drifted', ...reason };
  if (detection?.complete === false) return { verdict: 'incomplete', ...reason };
  return { verdict: verdict === 'drifted' ? 'in sync' : verdict };
}

async function elsewhere(stack: NamedStack, clients: Clients, model: ClientSettings['model']): Promise<StackDrift> {
  const { name, account, region } = stack;
  const client = await clients.reader(await lookPlace(stack, clients, model));
  const found = await atAws(`looking at stack ${name}`, () => findStack(client, name));
  const common = { name, account, region, resources: [], notCompared: {} };
  if (found === undefined) return { ...common, verdict: 'absent' };
  const { at, verdict } = lastOf(found);
  return {
    ...{ ...common, verdict, ...(at === undefined ? {} : { at }) },
    reason: `${name} is in account ${account}, and a detection needs its own permissions there: aws cloudformation detect-stack-drift --stack-name ${name} --region ${region}`,
  };
}

function lastOf(stack: Stack | undefined): Pick<StackDrift, 'verdict' | 'at'> {
  const { StackDriftStatus, LastCheckTimestamp } = stack?.DriftInformation ?? {};
  const at = LastCheckTimestamp === undefined ? {} : { at: LastCheckTimestamp.toISOString() };
  if (StackDriftStatus === 'DRIFTED') return { verdict: 'drifted', ...at };
  return { verdict: StackDriftStatus === 'IN_SYNC' ? 'in sync' : 'not checked', ...at };
}
