import { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { shortName } from './names';
import { Access, serviceTrust } from './access';

export interface CodeCommitTriggerProps {
  readonly pipelineName: string;
  readonly pipelineArn: string;
  /** Name of the repository, in this account and region. */
  readonly repository: string;
  readonly branch: string;
}

/** Of EventBridge. */
const LONGEST_RULE_NAME = 64;

/** Starts a pipeline when a branch of a CodeCommit repository is made or changed. */
export class CodeCommitTrigger extends Construct {
  constructor(scope: Construct, id: string, props: CodeCommitTriggerProps) {
    super(scope, id);
    const stack = Stack.of(this);
    // Rule and role refer to each other, so one of the two needs a fixed name.
    const ruleName = shortName(`${props.pipelineName}-source`, LONGEST_RULE_NAME);
    const rule = new CfnRule(this, 'Rule', {
      name: ruleName,
      description: `Starts the pipeline when ${props.branch} of ${props.repository} changes`,
      eventPattern: {
        source: ['aws.codecommit'],
        'detail-type': ['CodeCommit Repository State Change'],
        resources: [stack.formatArn({ service: 'codecommit', resource: props.repository })],
        detail: {
          event: ['referenceCreated', 'referenceUpdated'],
          referenceType: ['branch'],
          referenceName: [props.branch],
        },
      },
    });
    const ruleArn = stack.formatArn({ service: 'events', resource: 'rule', resourceName: ruleName });
    const { roleArn } = new Access(this, 'Access', {
      trust: serviceTrust(this, 'events.amazonaws.com', ruleArn),
      grants: [{ actions: ['codepipeline:StartPipelineExecution'], resources: [props.pipelineArn] }],
    });
    rule.targets = [{ id: 'Pipeline', arn: props.pipelineArn, roleArn }];
  }
}
