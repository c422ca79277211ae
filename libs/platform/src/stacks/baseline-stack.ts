import { CfnResource, RemovalPolicy } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnParameter as CfnSsmParameter } from 'aws-cdk-lib/aws-ssm';
import {
  AccessAnalyzer,
  AccessLogBucket,
  AccountBudget,
  AuditTrail,
  ConfigRules,
  ConfigurationRecorder,
  daysOfYears,
  EncryptionKey,
  HipaaConformancePack,
  SecurityHubStandards,
  ThreatDetection,
} from '@careplane/governance';
import { BASELINE_OWNER_PARAMETER, BASELINE_PARTS, platformPath } from '@careplane/config';
import type { BaselinePart, Governance, PlatformModel } from '@careplane/config';
import type { Construct } from 'constructs';
import type { BaselinePlace } from '../baseline-places';
import { newStack } from './base';
import { addAccountSettings } from './account-settings';
import { addBaselineAlerts } from './baseline-alerts';

/**
 * Key of the owner parameter's metadata that says which parts of the baseline are here, and why the others are not. The
 * judges read it: a part that is missing without a reason is a finding.
 */
const BASELINE_METADATA = 'careplane:baseline';

/** Parts that an account has once; they are in the first region of the account. */
const ONCE_FOR_AN_ACCOUNT: readonly BaselinePart[] = ['auditTrail', 'alerts', 'budget'];

/**
 * The baseline of one account and region. It depends on nothing but its own configuration, and no other stack reads of it.
 *
 * What AWS has once for an account and region (recorder, hub, detector) outlives the stack.
 *
 * @throws Error for a platform that shares the baseline of another one
 */
export function baselineStack(app: Construct, platform: PlatformModel, place: BaselinePlace): Stack {
  const { governance, contacts } = platform;
  if (governance?.baseline !== 'own') throw new Error(`${platform.name} has no baseline of its own`);
  const stack = newStack(app, platform, {
    stackName: `${platform.name}-baseline`,
    id: place.id,
    description: `${platform.name}: audit trail, detection and alerts of the account in this region`,
    account: place.account,
    region: place.region,
  });
  const on = (part: BaselinePart) =>
    governance[part].enabled && (place.isAccountHome || !ONCE_FOR_AN_ACCOUNT.includes(part));
  const name = `${platform.name}-baseline`;
  const logPrefix = platformPath(platform.name, 'baseline', '');
  const retentionDays = daysOfYears(governance.retentionYears);
  const { key } = new EncryptionKey(stack, 'Key', {
    description: `${platform.name}: audit trail and configuration of the account`,
    logGroupPrefixes: [logPrefix],
  });
  const { bucket: accessLogs } = new AccessLogBucket(stack, 'AccessLogs', { retentionDays });
  if (on('auditTrail')) {
    const trail = new AuditTrail(stack, 'AuditTrail', {
      trailName: name,
      key,
      logGroupName: `${logPrefix}audit-trail`,
      retentionDays,
      lock: governance.auditTrail.lock,
      accessLogs,
      dataEventBuckets: [`${platform.name}-*`, ...governance.auditTrail.dataEventBuckets],
    });
    if (on('alerts')) addBaselineAlerts(stack, platform, place, trail.logGroup);
  }
  if (on('configuration')) {
    const { recorder, channel } = new ConfigurationRecorder(stack, 'Configuration', {
      name,
      key,
      accessLogs,
      retentionDays,
      recordsGlobalResources: place.isAccountHome,
      createsServiceLinkedRole: place.isAccountHome && governance.configuration.serviceLinkedRole === 'create',
    });
    // A rule and a standard are refused as long as nothing is recorded.
    const judges = [
      new ConfigRules(stack, 'Rules', { namePrefix: name, judgesAccount: place.isAccountHome }),
      ...(on('conformancePack') ? [new HipaaConformancePack(stack, 'Pack', { name: `${name}-hipaa` })] : []),
      ...(on('securityHub') ? [new SecurityHubStandards(stack, 'SecurityHub')] : []),
    ];
    for (const judge of judges) judge.node.addDependency(recorder, channel);
  }
  if (on('threatDetection')) new ThreatDetection(stack, 'Threats');
  if (on('accessAnalyzer')) new AccessAnalyzer(stack, 'Access', { name });
  if (on('budget') && governance.budget.monthlyUsd !== undefined && contacts !== undefined) {
    new AccountBudget(stack, 'Budget', {
      monthlyUsd: governance.budget.monthlyUsd,
      emails: [...new Set([contacts.billing.email, contacts.operations.email])],
    });
  }
  if (on('accountSettings') && contacts !== undefined) {
    addAccountSettings(stack, platform, place, { settings: governance.accountSettings, contacts, logKey: key });
  }
  claim(stack, platform.name, { ...partsOf(governance, on), isAccountHome: place.isAccountHome });
  return stack;
}

/** For the judges and for readers of the template: the parts that must be here, and the reasons for those that are off. */
function partsOf(governance: Governance, on: (part: BaselinePart) => boolean) {
  return {
    parts: BASELINE_PARTS.filter(on),
    off: Object.fromEntries(
      BASELINE_PARTS.filter((part) => !governance[part].enabled).map((part) => [part, governance[part].reason]),
    ),
    leftOut: governance.accountSettings.leftOut,
  };
}

/**
 * The name of this parameter is the same for every platform, and everything else waits for it: where another platform has a
 * baseline, the deploy ends before it has changed anything.
 */
function claim(stack: Stack, platform: string, contents: object): void {
  const others = stack.node.children;
  const owner = new CfnSsmParameter(stack, 'Owner', {
    name: BASELINE_OWNER_PARAMETER,
    type: 'String',
    value: platform,
    description: 'The platform whose unit is the baseline of this account and region.',
  });
  owner.applyRemovalPolicy(RemovalPolicy.DESTROY);
  owner.addMetadata(BASELINE_METADATA, contents);
  for (const resource of others.flatMap((child) => child.node.findAll()).filter(CfnResource.isCfnResource)) {
    resource.addResourceDependency(owner);
  }
}
