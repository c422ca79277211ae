import { LEAVE_IT_OUT } from '../setting';
import type { Setting } from '../setting';
import { RefusedCall, isRefusal } from './apply';

/** CloudFormation takes answers of 4,096 bytes at most; the rest of an answer needs a part of them. */
const LONGEST_REASON = 1500;

/** What to do about a refusal, by its name and words; the first that fits. */
const FIXES: readonly { readonly when: RegExp; readonly fix: string }[] = [
  {
    when: /service control policy|resource control policy|BLOCKED_BY_ORGANIZATION_POLICY/i,
    fix: `A policy of the organization denies it. Ask its administrator. ${LEAVE_IT_OUT}`,
  },
  {
    when: /permissions boundary/i,
    fix: 'The permissions boundary of the function’s role does not allow the action. Run `careplane bootstrap` again, then deploy again.',
  },
  {
    when: /AccessDenied|ACCESS_DENIED|UnauthorizedOperation|not authorized/,
    fix: 'The policy of the function’s role does not allow the action. Deploy the stack again from its template; do not change its policies by hand.',
  },
  {
    when: /Validation|Malformed|InvalidParameter|InvalidInput/,
    fix: 'Correct the value in the configuration, then deploy again.',
  },
  {
    when: /Thrott|TooManyRequests|RequestLimit|Timeout|ECONN|ENOTFOUND|EAI_AGAIN|InternalError|INTERNAL_ERROR|ServiceFailure/i,
    fix: 'The service could not answer. Deploy again.',
  },
];
const UNKNOWN_FIX = `Look at the log of the function, then deploy again. ${LEAVE_IT_OUT}`;

/**
 * The reason of a failure, for the stack event: the setting, the action that was refused, and the fix. Account numbers and
 * addresses are masked, because events are shown in pipelines and chats.
 */
export function reasonOf(setting: Pick<Setting, 'title'> | undefined, error: unknown): string {
  const title = setting?.title ?? 'account setting';
  const text = error instanceof RefusedCall ? refusedCall(error) : ownWords(error);
  return `Careplane could not set ${title}: ${masked(text)}`.slice(0, LONGEST_REASON);
}

function refusedCall({ call, reason }: RefusedCall): string {
  const error = `${reason.name ?? 'Error'}: ${reason.message ?? ''}`;
  const { fix } = FIXES.find(({ when }) => when.test(error)) ?? { fix: UNKNOWN_FIX };
  return `${call.action} was refused (${error.slice(0, 700).replace(/[.\s]+$/, '')}). ${fix}`;
}

function ownWords(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return isRefusal(error) ? message : `internal error: ${message}. ${UNKNOWN_FIX}`;
}

function masked(text: string): string {
  return text.replace(/\b\d{12}\b/g, '(account)').replace(/[^\s<>"']+@[^\s<>"']+\.\w+/g, '(address)');
}
