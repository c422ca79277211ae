import { ArnFormat, Stack } from 'aws-cdk-lib';
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { deliveredLog } from './delivered-log';
import type { DeliveredLogProps } from './delivered-log';

export interface FirewallProps extends DeliveredLogProps {
  /** ARN of the load balancer to protect. @default - a distribution of CloudFront names the web ACL; its stack is in us-east-1 */
  readonly loadBalancerArn?: string;
  /** Requests from one address in five minutes above which it is blocked. */
  readonly requestsPer5Minutes: number;
  /** Rules of AWSManagedRulesCommonRuleSet that count and do not block. */
  readonly countOnly: readonly string[];
  /** Name of the log group; must begin with aws-waf-logs-. */
  readonly logGroupName: string;
}

/**
 * AWS's managed rule groups, in the order of their evaluation.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
const MANAGED_RULE_GROUPS = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesSQLiRuleSet',
] as const;

/** Headers that carry credentials and so never reach the log. */
const REDACTED_HEADERS = ['authorization', 'cookie'];

/** AWS WAF in front of a load balancer or a distribution: AWS's managed rules, a limit for each address, and a log. */
export class Firewall extends Construct {
  readonly webAclArn: string;

  constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id);
    const webAcl = new CfnWebACL(this, 'WebAcl', {
      scope: props.loadBalancerArn === undefined ? 'CLOUDFRONT' : 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibility('WebAcl'),
      rules: [
        rateLimit(props.requestsPer5Minutes),
        ...MANAGED_RULE_GROUPS.map((name, index) => managedGroup(name, index + 1, props)),
      ],
    });
    this.webAclArn = webAcl.attrArn;
    if (props.loadBalancerArn !== undefined)
      new CfnWebACLAssociation(this, 'Association', { resourceArn: props.loadBalancerArn, webAclArn: webAcl.attrArn });
    this.addLog(webAcl, props);
  }

  private addLog(webAcl: CfnWebACL, props: FirewallProps): void {
    const logGroup = deliveredLog(this, props);
    const logging = new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: webAcl.attrArn,
      logDestinationConfigs: [
        // WAF wants the ARN without the ":*" that Fn::GetAtt gives.
        Stack.of(this).formatArn({
          service: 'logs',
          resource: 'log-group',
          resourceName: props.logGroupName,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
      redactedFields: REDACTED_HEADERS.map((name) => ({ singleHeader: { Name: name } })),
    });
    logging.node.addDependency(logGroup);
  }
}

function rateLimit(limit: number): CfnWebACL.RuleProperty {
  return {
    name: 'RateLimit',
    priority: 0,
    action: { block: {} },
    statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit, evaluationWindowSec: 300 } },
    visibilityConfig: visibility('RateLimit'),
  };
}

function managedGroup(name: string, priority: number, props: FirewallProps): CfnWebACL.RuleProperty {
  const counted = name === 'AWSManagedRulesCommonRuleSet' ? props.countOnly : [];
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ...(counted.length === 0
          ? {}
          : { ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })) }),
      },
    },
    visibilityConfig: visibility(name),
  };
}

function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}
