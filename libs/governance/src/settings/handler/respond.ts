/** A request of CloudFormation. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly ResourceType: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  readonly OldResourceProperties?: Readonly<Record<string, unknown>>;
}

/** The answer to CloudFormation. */
export interface CustomResourceAnswer {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly physicalId: string;
  /** Shown in the stack event of a failure. */
  readonly reason: string;
  /** Attributes of the resource. They hold no personal data, so CloudFormation need not mask them. */
  readonly data?: Readonly<Record<string, string>>;
}

const ATTEMPTS = 4;
const ATTEMPT_MS = 5000;

/**
 * Put the answer where CloudFormation waits for it. The URL is signed for a request without a content type.
 *
 * @throws Error when the URL cannot be reached: Lambda then runs the function again, which changes nothing twice
 */
export async function respond(
  event: CustomResourceEvent,
  { status, physicalId, reason, data }: CustomResourceAnswer,
  pause: (seconds: number) => Promise<void>,
): Promise<void> {
  const body = Buffer.from(
    JSON.stringify({
      Status: status,
      Reason: reason,
      PhysicalResourceId: physicalId,
      StackId: event.StackId,
      RequestId: event.RequestId,
      LogicalResourceId: event.LogicalResourceId,
      NoEcho: false,
      ...(data === undefined ? {} : { Data: data }),
    }),
  );
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { ok, status: code } = await fetch(event.ResponseURL, {
        method: 'PUT',
        body,
        headers: { 'content-type': '', 'content-length': String(body.length) },
        signal: AbortSignal.timeout(ATTEMPT_MS),
      });
      if (ok) return;
      throw new Error(`status ${code}`);
    } catch (error) {
      if (attempt === ATTEMPTS) throw new Error(`CloudFormation did not receive the outcome: ${String(error)}`);
      await pause(attempt);
    }
  }
}
