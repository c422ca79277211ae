import { SettingRefusal } from '../setting';
import type { Setting, SettingCall, SettingPlan, SettingProperties } from '../setting';

/** Sends one request and returns the answer. Rejects with the error of the service. */
export type SendCall = (call: SettingCall) => Promise<unknown>;

/** What the function did about a setting; becomes attributes of the resource. */
export interface SettingOutcome {
  /** `changed`: a request was made. `adopted`: the account had the value. `kept`: it has another value, which stays. */
  readonly outcome: 'changed' | 'adopted' | 'kept';
  readonly kept: readonly string[];
}

/** A request of CloudFormation, as far as a setting is concerned. */
export interface ApplyRequest {
  readonly properties: SettingProperties;
  readonly previous?: SettingProperties;
  readonly account: string;
  /** Whether the role is perhaps so new that IAM does not know it everywhere. */
  readonly isNew: boolean;
}

/** A request that a service refused, with the action that it needs. */
export class RefusedCall extends Error {
  constructor(
    readonly call: SettingCall,
    readonly reason: { readonly name?: string; readonly message?: string },
  ) {
    super(reason.message ?? 'no message');
  }
}

/** Seconds between two looks at a value that the service is still at work on. */
const LOOK_AGAIN_S = 3;
/** Pauses before the attempts that follow a refusal, while a new policy becomes known to IAM. */
const IAM_PAUSES_S = [2, 4, 8];
const DENIED = /^(?:AccessDenied(?:Exception)?|UnauthorizedOperation)$/;

/**
 * Read the setting, change what is missing, and read it again until the account has it. The caller ends the work at its own
 * deadline.
 *
 * @throws SettingRefusal where the account cannot have the value
 * @throws RefusedCall with the request that a service refused
 */
export async function applySetting(
  setting: Setting,
  request: ApplyRequest,
  send: SendCall,
  pause: (seconds: number) => Promise<void>,
): Promise<SettingOutcome> {
  const attempt = (call: SettingCall) => (request.isNew ? patiently(call, send, pause) : sendOnce(call, send));
  let plan = await look(setting, request, attempt);
  if (plan.calls.length === 0 && plan.pending !== true) {
    return { outcome: plan.kept.length === 0 ? 'adopted' : 'kept', kept: plan.kept };
  }
  const { kept } = plan;
  for (const call of plan.calls) {
    const answer = await attempt(call);
    const failure = setting.partialFailure?.(answer);
    if (failure !== undefined) throw new RefusedCall(call, { name: 'PartialFailure', message: failure });
  }
  // A setting that the service has accepted and does not show is not a success.
  for (;;) {
    plan = await look(setting, request, attempt);
    if (plan.calls.length === 0 && plan.pending !== true) return { outcome: 'changed', kept };
    await pause(LOOK_AGAIN_S);
  }
}

async function look(setting: Setting, request: ApplyRequest, send: SendCall): Promise<SettingPlan> {
  const { properties, previous, account } = request;
  const answers: unknown[] = [];
  for (const call of setting.reads(properties, account)) answers.push(await send(call));
  return setting.plan({ properties, answers, ...(previous === undefined ? {} : { previous }) }, account);
}

async function sendOnce(call: SettingCall, send: SendCall): Promise<unknown> {
  try {
    return await send(call);
  } catch (error) {
    const reason = error as { readonly name?: string; readonly message?: string };
    if (call.noneOn !== undefined && reason.name === call.noneOn) return undefined;
    throw new RefusedCall(call, reason);
  }
}

/**
 * IAM shows a new policy to all services only after some seconds.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 */
async function patiently(
  call: SettingCall,
  send: SendCall,
  pause: (seconds: number) => Promise<void>,
): Promise<unknown> {
  for (const seconds of IAM_PAUSES_S) {
    try {
      return await sendOnce(call, send);
    } catch (error) {
      if (!(error instanceof RefusedCall) || !DENIED.test(error.reason.name ?? '')) throw error;
      await pause(seconds);
    }
  }
  return sendOnce(call, send);
}

/** Whether an error is a decision of ours or of a service, and no fault of the program. */
export function isRefusal(error: unknown): error is SettingRefusal | RefusedCall {
  return error instanceof SettingRefusal || error instanceof RefusedCall;
}
