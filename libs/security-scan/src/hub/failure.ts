/** What came between us and Security Hub CSPM. */
export interface Failure {
  /** Calling again may help. */
  readonly transient: boolean;
  /** The service asks for fewer calls. */
  readonly throttled: boolean;
  /** The service is not enabled in this account and region. */
  readonly notEnabled?: true;
  /** A sentence for people, which ends with what to do. */
  readonly message: string;
}

const THROTTLED = [
  'ThrottlingException',
  'TooManyRequestsException',
  'Throttling',
  'RequestLimitExceeded',
  'LimitExceededException',
  'SlowDown',
];
const NO_CREDENTIALS = ['CredentialsProviderError', 'TokenProviderError'];
const WRONG_CREDENTIALS = [
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'MissingAuthenticationTokenException',
  'IncompleteSignature',
];
const EXPIRED = ['ExpiredTokenException', 'ExpiredToken', 'RequestExpired'];
const NO_PERMISSION = ['AccessDeniedException', 'AccessDenied', 'UnauthorizedOperation'];
const UNREACHABLE = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'];
const DROPPED = [
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'TimeoutError',
  'ERR_STREAM_PREMATURE_CLOSE',
  'UND_ERR_SOCKET',
  'AbortError',
];

/** What an error of the SDK means, and what helps. An error that we do not know is not called again. */
export function meaningOf(error: unknown, region: string): Failure {
  const { name, code, status, text } = factsOf(error);
  const is = (names: readonly string[]) => names.includes(name) || names.includes(code);
  const final = (message: string): Failure => ({ transient: false, throttled: false, message });
  const again = (message: string, throttled = false): Failure => ({ transient: true, throttled, message });

  if (is(THROTTLED) || status === 429) {
    return again(
      `Security Hub CSPM in ${region} throttled the calls repeatedly. Other tools of the account share its rate: publish again later.`,
      true,
    );
  }
  if (is(NO_CREDENTIALS)) {
    return final(
      'No AWS credentials were found. Sign in (aws sso login), or provide the role of the build, then publish again.',
    );
  }
  if (is(EXPIRED))
    return final('The AWS credentials have expired. Sign in again, then publish again. Published findings stay.');
  if (is(WRONG_CREDENTIALS)) {
    return final('AWS does not know these credentials. Check AWS_PROFILE and AWS_ACCESS_KEY_ID, then publish again.');
  }
  if (name === 'InvalidAccessException') {
    return {
      ...final(
        `Security Hub CSPM does not accept findings of this account in ${region}: it is not enabled there, or the region is wrong. Check --region, or enable it (aws securityhub enable-security-hub --region ${region}), then publish again.`,
      ),
      notEnabled: true,
    };
  }
  if (is(NO_PERMISSION) || status === 403) {
    return final(
      `The credentials do not allow publishing: they need securityhub:BatchImportFindings and securityhub:GetFindings in ${region}. ${text}`,
    );
  }
  if (is(UNREACHABLE)) {
    return {
      transient: code === 'EAI_AGAIN' || code === 'ECONNREFUSED',
      throttled: false,
      message: `Security Hub CSPM cannot be reached in ${region} (${code || name}). Check --region and the network, then publish again.`,
    };
  }
  if (
    is(DROPPED) ||
    (status !== undefined && status >= 500) ||
    name === 'InternalException' ||
    name === 'InternalServerException'
  ) {
    return again(
      `Security Hub CSPM in ${region} gave an unexpected answer (${code || name}${status === undefined ? '' : `, ${status}`}). Publish again later. Published findings stay.`,
    );
  }
  return final(`Security Hub CSPM in ${region} refused the call: ${name}: ${text}`);
}

/**
 * What to do where only the new Security Hub is enabled: it is another service under the same name, and takes no findings of
 * an account's own tools.
 */
export function onlyNewHub(region: string): string {
  return `Only the new Security Hub is enabled in ${region}. It takes no findings in the AWS Security Finding Format. Enable Security Hub CSPM beside it (aws securityhub enable-security-hub --region ${region}), then publish again: the new Security Hub shows its findings, too. For a data lake, print OCSF: careplane-scan report <report.json> --format ocsf`;
}

/** Codes of single findings that may be taken at another try. */
export function isTransientRefusal(code: string): boolean {
  return /throttl|internal|unavailable|timeout|limitexceeded/i.test(code);
}

function factsOf(error: unknown): { name: string; code: string; status?: number | undefined; text: string } {
  const facts = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  const metadata = (facts['$metadata'] ?? {}) as Record<string, unknown>;
  const status = metadata['httpStatusCode'];
  return {
    name: typeof facts['name'] === 'string' ? facts['name'] : 'Error',
    code: typeof facts['code'] === 'string' ? facts['code'] : '',
    status: typeof status === 'number' ? status : undefined,
    text: typeof facts['message'] === 'string' && facts['message'] !== '' ? facts['message'] : 'no reason given',
  };
}
