import { setTimeout as wait } from 'node:timers/promises';
import { SETTINGS } from '../settings';
import { SettingRefusal } from '../setting';
import type { Setting } from '../setting';
import { applySetting } from './apply';
import type { SendCall } from './apply';
import { sendWithSdk } from './clients';
import { reasonOf } from './reason';
import { respond } from './respond';
import type { CustomResourceAnswer, CustomResourceEvent } from './respond';

/** What the function needs of Lambda's context. */
export interface FunctionContext {
  getRemainingTimeInMillis(): number;
}

/** Time that is kept for the answer. */
const FOR_THE_ANSWER_MS = 25_000;

async function pause(seconds: number, signal?: AbortSignal): Promise<void> {
  await wait(seconds * 1000, undefined, signal === undefined ? {} : { signal });
}

/** Entry of the Lambda function: CloudFormation always gets an answer, also about an error. */
export async function handler(event: CustomResourceEvent, context: FunctionContext): Promise<void> {
  const answer = await answerTo(event, context, sendWithSdk);
  // The properties are not logged: contacts are personal data.
  const { RequestType, ResourceType, LogicalResourceId } = event;
  const line = { RequestType, ResourceType, LogicalResourceId, status: answer.status, reason: answer.reason };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  await respond(event, answer, pause);
}

/** The answer to CloudFormation about a request. */
export async function answerTo(
  event: CustomResourceEvent,
  context: FunctionContext,
  send: SendCall,
): Promise<CustomResourceAnswer> {
  const setting = SETTINGS.find(({ type }) => type === event.ResourceType);
  const physicalId = event.PhysicalResourceId ?? physicalIdOf(setting, event);
  if (event.RequestType === 'Delete') {
    return { status: 'SUCCESS', physicalId, reason: 'The setting is left as it is in the account.' };
  }
  const done = new AbortController();
  try {
    if (setting === undefined) throw new Error(`there is no setting of the type ${event.ResourceType}`);
    // Whatever loses the race is ended by the signal.
    const { outcome, kept } = await Promise.race([
      applySetting(setting, requestOf(event), send, (seconds) => pause(seconds, done.signal)),
      deadline(context.getRemainingTimeInMillis() - FOR_THE_ANSWER_MS, done.signal),
    ]);
    return { status: 'SUCCESS', physicalId, reason: outcome, data: { Outcome: outcome, Kept: kept.join('; ') } };
  } catch (error) {
    return { status: 'FAILED', physicalId, reason: reasonOf(setting, error) };
  } finally {
    done.abort();
  }
}

function requestOf(event: CustomResourceEvent) {
  const { ResourceProperties: properties, OldResourceProperties: previous } = event;
  const isNew = event.RequestType === 'Create';
  return { properties, account: placeOf(event).account, isNew, ...(previous === undefined ? {} : { previous }) };
}

/** The same for every stack that has the setting: a replacement is no other setting, and its deletion deletes nothing. */
function physicalIdOf(setting: Setting | undefined, event: CustomResourceEvent): string {
  const { account, region } = placeOf(event);
  if (setting === undefined) return `careplane:${account}:${event.LogicalResourceId}`;
  const place = setting.scope === 'region' ? `${account}:${region}` : account;
  return `careplane:${place}:${setting.id(event.ResourceProperties)}`;
}

/** Account and region of the stack: a setting is one of theirs. */
function placeOf({ StackId }: CustomResourceEvent): { readonly account: string; readonly region: string } {
  const [, , , region = '', account = ''] = StackId.split(':');
  return { account, region };
}

async function deadline(milliseconds: number, signal: AbortSignal): Promise<never> {
  await wait(Math.max(0, milliseconds), undefined, { signal });
  throw new SettingRefusal(
    `AWS did not show the wanted value within ${Math.round(milliseconds / 1000)} seconds. Deploy again; the values that were written stay.`,
  );
}
