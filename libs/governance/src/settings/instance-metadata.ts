import { LEAVE_IT_OUT, SettingRefusal } from './setting';
import type { Setting, SettingCall, SettingPlan, SettingProperties } from './setting';

const READ: SettingCall = {
  service: 'ec2',
  operation: 'GetInstanceMetadataDefaults',
  action: 'ec2:GetInstanceMetadataDefaults',
  input: {},
};

/** Defaults of the account in a region; a value without a default is missing. */
export interface InstanceMetadata {
  readonly HttpTokens?: string;
  readonly HttpPutResponseHopLimit?: number;
  readonly ManagedBy?: string;
}

/** The wanted defaults, beside tokens, which are always required. */
export interface WantedInstanceMetadata {
  /** Hops that an answer of the service may travel: 1 to 64. Without it, the default stays as it is. */
  readonly hopLimit?: number;
}

/**
 * Calls that require IMDSv2. A hop limit below the wanted one is stricter and stays: fewer containers reach the credentials of
 * the instance.
 *
 * @throws SettingRefusal where a policy of the organization sets the defaults otherwise
 */
export function instanceMetadataPlan(wanted: WantedInstanceMetadata, found: InstanceMetadata): SettingPlan {
  const limit = found.HttpPutResponseHopLimit ?? -1;
  const unlimited = limit < 1;
  const lower = wanted.hopLimit !== undefined && !unlimited && limit < wanted.hopLimit;
  const kept = lower ? [`the hop limit stays ${limit}, which is stricter than ${wanted.hopLimit}`] : [];
  const input = {
    ...(found.HttpTokens === 'required' ? {} : { HttpTokens: 'required' }),
    ...(wanted.hopLimit === undefined || lower || limit === wanted.hopLimit
      ? {}
      : { HttpPutResponseHopLimit: wanted.hopLimit }),
  };
  if (Object.keys(input).length === 0) return { calls: [], kept };
  if (found.ManagedBy === 'declarative-policy') {
    throw new SettingRefusal(
      `a declarative policy of the organization sets the defaults otherwise, and the account cannot change them. Ask for ${Object.keys(input).join(' and ')} in the policy. ${LEAVE_IT_OUT}`,
    );
  }
  const action = 'ec2:ModifyInstanceMetadataDefaults';
  return { calls: [{ service: 'ec2', operation: 'ModifyInstanceMetadataDefaults', action, input }], kept };
}

function wantedOf({ HopLimit }: SettingProperties): WantedInstanceMetadata {
  return HopLimit === undefined ? {} : { hopLimit: Number(HopLimit) };
}

/**
 * New instances require tokens for their metadata (IMDSv2) unless the launch or the image says otherwise: 45 CFR 164.312(a)(1),
 * FSBP EC2.8, CIS 5.7.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html
 */
export const instanceMetadata: Setting = {
  type: 'Custom::CareplaneInstanceMetadataDefaults',
  title: 'IMDSv2 by default',
  id: () => 'instance-metadata',
  actions: ['ec2:GetInstanceMetadataDefaults', 'ec2:ModifyInstanceMetadataDefaults'],
  scope: 'region',
  reads: () => [READ],
  plan: ({ properties, answers: [answer] }) =>
    instanceMetadataPlan(
      wantedOf(properties),
      (answer as { readonly AccountLevel?: InstanceMetadata }).AccountLevel ?? {},
    ),
};
