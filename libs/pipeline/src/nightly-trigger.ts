import { createHash } from 'node:crypto';
import { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { Access, serviceTrust } from './access';
import { shortName } from './names';

export interface NightlyTriggerProps {
  readonly pipelineName: string;
  readonly pipelineArn: string;
}

/** Of EventBridge. */
const LONGEST_RULE_NAME = 64;
const HOURS = 3;

/** Starts a pipeline every night. */
export class NightlyTrigger extends Construct {
  constructor(scope: Construct, id: string, { pipelineName, pipelineArn }: NightlyTriggerProps) {
    super(scope, id);
    const stack = Stack.of(this);
    // Rule and role refer to each other, so one of the two needs a fixed name.
    const ruleName = shortName(`${pipelineName}-start`, LONGEST_RULE_NAME);
    const rule = new CfnRule(this, 'Rule', {
      name: ruleName,
      description: `Starts ${pipelineName} every night`,
      scheduleExpression: nightly(pipelineName),
    });
    const ruleArn = stack.formatArn({ service: 'events', resource: 'rule', resourceName: ruleName });
    const { roleArn } = new Access(this, 'Access', {
      trust: serviceTrust(this, 'events.amazonaws.com', ruleArn),
      grants: [{ actions: ['codepipeline:StartPipelineExecution'], resources: [pipelineArn] }],
    });
    rule.targets = [{ id: 'Pipeline', arn: pipelineArn, roleArn }];
  }
}

/**
 * A minute from 02:00 to 04:59 UTC that is always the same for a name: the pipelines of a platform share the rate of Security
 * Hub, and do not all start at once.
 */
function nightly(name: string): string {
  const minutes = createHash('sha256').update(name).digest().readUInt32BE() % (HOURS * 60);
  return `cron(${minutes % 60} ${2 + Math.floor(minutes / 60)} * * ? *)`;
}
