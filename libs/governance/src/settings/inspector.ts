import { LEAVE_IT_OUT, SettingRefusal } from './setting';
import type { Setting, SettingPlan, SettingProperties } from './setting';

/** What Inspector can scan. */
export const INSPECTOR_RESOURCE_TYPES = ['EC2', 'ECR', 'LAMBDA', 'LAMBDA_CODE', 'CODE_REPOSITORY'] as const;
export type InspectorResourceType = (typeof INSPECTOR_RESOURCE_TYPES)[number];

/** Keys of the answer, by resource type. */
const KEYS: Readonly<Record<InspectorResourceType, string>> = {
  EC2: 'ec2',
  ECR: 'ecr',
  LAMBDA: 'lambda',
  LAMBDA_CODE: 'lambdaCode',
  CODE_REPOSITORY: 'codeRepository',
};

/** The status of each resource type in an account, by the answer's keys. */
export type InspectorState = Readonly<Record<string, { readonly status?: string } | undefined>>;

/**
 * Calls that switch scanning on. What is scanned beside the wanted types stays.
 *
 * @throws SettingRefusal where Inspector has suspended the account
 */
export function inspectorPlan(
  wanted: readonly InspectorResourceType[],
  found: InspectorState,
  account: string,
): SettingPlan {
  const statusOf = (type: InspectorResourceType) => found[KEYS[type]]?.status ?? 'DISABLED';
  const suspended = wanted.filter((type) => statusOf(type).startsWith('SUSPEND'));
  if (suspended.length > 0) {
    throw new SettingRefusal(
      `Inspector is suspended for ${suspended.join(', ')}. Its administrator in the organization can end that. ${LEAVE_IT_OUT}`,
    );
  }
  const missing = wanted.filter((type) => statusOf(type) === 'DISABLED');
  const pending = wanted.some((type) => ['ENABLING', 'DISABLING'].includes(statusOf(type)));
  if (missing.length === 0) return { calls: [], kept: [], pending };
  const input = { accountIds: [account], resourceTypes: missing };
  return { calls: [{ service: 'inspector2', operation: 'Enable', action: 'inspector2:Enable', input }], kept: [] };
}

interface FailedAccount {
  readonly errorCode?: string;
  readonly errorMessage?: string;
}

/** Inspector answers an account that it refuses with status 200. A type that is being enabled already is fine. */
export function inspectorFailure(answer: unknown): string | undefined {
  const failed = (answer as { readonly failedAccounts?: readonly FailedAccount[] }).failedAccounts ?? [];
  const refused = failed.filter(
    ({ errorCode }) => errorCode !== 'ALREADY_ENABLED' && errorCode !== 'ENABLE_IN_PROGRESS',
  );
  if (refused.length === 0) return undefined;
  return refused.map(({ errorCode, errorMessage }) => `${errorCode}: ${errorMessage}`).join('; ');
}

function wantedOf({ ResourceTypes }: SettingProperties): InspectorResourceType[] {
  return ResourceTypes as InspectorResourceType[];
}

/**
 * Amazon Inspector scans images in ECR, also those that were pushed before: 45 CFR 164.308(a)(1)(ii)(A), FSBP Inspector.2.
 * The first use makes the service-linked role of Inspector.
 * https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html
 */
export const inspector: Setting = {
  type: 'Custom::CareplaneInspector',
  title: 'Amazon Inspector',
  id: () => 'inspector',
  actions: ['inspector2:BatchGetAccountStatus', 'inspector2:Enable'],
  scope: 'region',
  reads: (_, account) => [
    {
      service: 'inspector2',
      operation: 'BatchGetAccountStatus',
      action: 'inspector2:BatchGetAccountStatus',
      input: { accountIds: [account] },
    },
  ],
  plan: ({ properties, answers: [answer] }, account) => {
    const { accounts = [] } = answer as { readonly accounts?: readonly { readonly resourceState?: InspectorState }[] };
    return inspectorPlan(wantedOf(properties), accounts[0]?.resourceState ?? {}, account);
  },
  partialFailure: inspectorFailure,
};
