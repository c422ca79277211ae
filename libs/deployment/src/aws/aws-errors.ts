import { BadInput, ToolFailed } from '@careplane/command-line';

interface AwsFault {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly Code?: string;
  readonly cause?: unknown;
  readonly hostname?: string;
}

const SIGN_IN = 'Sign in (aws sso login, or set AWS_PROFILE), then run the same command again.';

/**
 * What went wrong at AWS, for people: a sentence and what to do.
 *
 * @param doing what was being done, to follow "while"
 * @returns BadInput where a person must correct something, ToolFailed where AWS did not do its part; anything that is
 * not AWS's is given back as it is
 */
export function explained(error: unknown, doing: string): unknown {
  if (error instanceof BadInput || error instanceof ToolFailed) return error;
  const fault = rootOf(error);
  const name = fault.name ?? fault.Code ?? '';
  const message = fault.message ?? '';
  if (
    name === 'CredentialsProviderError' ||
    name === 'AuthenticationError' ||
    /resolve credentials|load credentials/i.test(message)
  ) {
    return new BadInput(`No AWS credentials were found while ${doing}. ${SIGN_IN}`);
  }
  if (/^ExpiredToken|^RequestExpired/.test(name) || /token.*(has expired|is expired)/i.test(message)) {
    return new BadInput(`The AWS credentials expired while ${doing}. ${SIGN_IN}`);
  }
  if (
    /^(InvalidClientTokenId|UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch|InvalidAccessKeyId|AuthFailure)/.test(
      name,
    )
  ) {
    return new BadInput(
      `AWS does not accept these credentials (${name}) while ${doing}: they are wrong, or the region is not enabled in the account. ${SIGN_IN}`,
    );
  }
  if (
    /^AccessDenied|^UnauthorizedOperation|NotAuthorized/.test(name) ||
    /is not authorized to perform|AccessDenied/.test(message)
  ) {
    return new BadInput(
      `AWS denied access while ${doing}: ${sentence(message)} Use credentials with this permission, then run the same command again.`,
    );
  }
  if (/Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/.test(name) || /Rate exceeded/.test(message)) {
    return new ToolFailed(
      `AWS throttled the calls while ${doing}, in all seven attempts. Nothing was left incomplete: run the same command again in a few minutes.`,
    );
  }
  const network = /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH)$/.exec(fault.code ?? '')?.[1];
  if (network !== undefined || name === 'TimeoutError') {
    const endpoint = process.env['AWS_ENDPOINT_URL'];
    return new ToolFailed(
      `AWS cannot be reached (${network ?? 'timeout'}${fault.hostname === undefined ? '' : `: ${fault.hostname}`}) while ${doing}. Check the network, the proxy and the region${endpoint === undefined ? '' : `, and AWS_ENDPOINT_URL (${endpoint})`}; then run the same command again.`,
    );
  }
  if (isServiceFault(error)) {
    return new ToolFailed(
      `AWS returned an error while ${doing}: ${name}: ${sentence(message)} Run the same command again.`,
    );
  }
  return error;
}

/** Runs a call to AWS and rewrites its errors for people. */
export async function atAws<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explained(error, doing);
  }
}

/** Errors of the toolkit and of the SDK's connections carry what really happened as their cause. */
function rootOf(error: unknown): AwsFault {
  let fault = error as AwsFault;
  for (let depth = 0; depth < 5; depth += 1) {
    const inner = (fault.cause ?? (fault as { errors?: unknown[] }).errors?.[0]) as AwsFault | undefined;
    if (typeof inner !== 'object' || inner === null) break;
    fault = inner;
  }
  return fault;
}

function isServiceFault(error: unknown): boolean {
  return typeof error === 'object' && error !== null && '$metadata' in error;
}

function sentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

/** Whether IAM says no, also for a role that is not there. */
export function isRefusal(error: unknown): boolean {
  const { name = '', message = '' } = error as Error;
  return /^AccessDenied|NotAuthorized/.test(name) || /is not authorized to perform|AccessDenied/.test(message);
}
