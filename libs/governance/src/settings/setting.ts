/** Services of AWS that keep account settings, by their names in the AWS SDK. */
export type SettingService = 'account' | 'ec2' | 'iam' | 'inspector2' | 's3control';

/** One request to an AWS API, as data: the pure part of a setting decides about requests and sends none. */
export interface SettingCall {
  readonly service: SettingService;
  /** Name of the operation, such as `EnableEbsEncryptionByDefault`. */
  readonly operation: string;
  /** IAM action of the operation, for messages and for the policy of the function. */
  readonly action: string;
  readonly input: object;
  /** Name of the error by which the service says that there is no value yet. The answer is then undefined. */
  readonly noneOn?: string;
}

/** Properties of a custom resource. CloudFormation sends numbers and booleans as text. */
export type SettingProperties = Readonly<Record<string, unknown>>;

/** What is to be done about a setting. */
export interface SettingPlan {
  /** Requests that bring the account to the wanted value; none where it has the value. */
  readonly calls: readonly SettingCall[];
  /** Values of the account that stay although they differ from the template, in words without personal data. */
  readonly kept: readonly string[];
  /** Whether the service is still at work on the wanted value. */
  readonly pending?: boolean;
}

/** What a plan is made from. */
export interface SettingRequest {
  readonly properties: SettingProperties;
  /** Properties before an update. */
  readonly previous?: SettingProperties;
  /** Answers to `reads`, in their order; undefined where the service has no value. */
  readonly answers: readonly unknown[];
}

/**
 * A setting of an AWS account that has no CloudFormation type. The value that is there is read first: an equal value is
 * adopted, a stricter one is kept. Deleting the resource keeps the setting.
 */
export interface Setting {
  /** Resource type in templates. */
  readonly type: `Custom::Careplane${string}`;
  /** The setting in messages. */
  readonly title: string;
  /** Last part of the physical id; it never changes, because another id would be another resource. */
  readonly id: (properties: SettingProperties) => string;
  /** IAM actions of all requests. */
  readonly actions: readonly string[];
  /** Whether the setting holds for the whole account or for one region. */
  readonly scope: 'account' | 'region';
  /** Requests that read the value. */
  readonly reads: (properties: SettingProperties, account: string) => readonly SettingCall[];
  /**
   * Decides what is to be done.
   *
   * @throws SettingRefusal where the wanted value cannot be reached from here
   */
  readonly plan: (request: SettingRequest, account: string) => SettingPlan;
  /** What is wrong with an answer of a request that the service accepted only in part; undefined where nothing is. */
  readonly partialFailure?: (answer: unknown) => string | undefined;
}

/** The setting cannot be changed from here; the message says why and what to do. */
export class SettingRefusal extends Error {}

/** How to leave out a setting that someone else owns. */
export const LEAVE_IT_OUT = 'Or leave the setting out of the configuration, with the reason.';
