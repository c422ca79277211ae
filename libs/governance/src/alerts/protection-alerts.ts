import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { protectionEvents } from './protection-events';

export interface ProtectionAlertsProps {
  /** What the messages begin with, such as the name of the platform. */
  readonly title: string;
  /** Topic whose subscribers read sentences. */
  readonly emailTopicArn: string;
  /** Topic that a Slack channel listens to. @default - none */
  readonly slackTopicArn?: string;
  /** Queue that gets what could not be delivered. */
  readonly deadLetterQueueArn: string;
  /** Name of the role for emergencies. @default - none, and nothing is reported of it */
  readonly breakGlassRoleName?: string;
}

/** Parts of an event that a message names. A part that an event lacks is left empty. */
const PATHS = {
  call: '$.detail.eventName',
  who: '$.detail.userIdentity.arn',
  account: '$.account',
  region: '$.region',
  time: '$.time',
  id: '$.id',
};

const DETAILS = 'Account <account>, region <region>, at <time>. Call: <call>. By: <who>. Event: <id>.';

/** A rule for each event that weakens a protection: a sentence by e-mail, and a message in Slack. */
export class ProtectionAlerts extends Construct {
  readonly rules: readonly CfnRule[];

  constructor(scope: Construct, id: string, props: ProtectionAlertsProps) {
    super(scope, id);
    const { title, emailTopicArn, slackTopicArn, deadLetterQueueArn } = props;
    const target = (name: string, arn: string, inputTemplate: string): CfnRule.TargetProperty => ({
      id: name,
      arn,
      inputTransformer: { inputPathsMap: PATHS, inputTemplate },
      deadLetterConfig: { arn: deadLetterQueueArn },
    });
    this.rules = protectionEvents(props.breakGlassRoleName).map((event) => {
      const asks = event.controls.map((control) => `45 CFR ${control}`).join(', ');
      return new CfnRule(this, event.id, {
        description: `${event.title} (${asks})`,
        eventPattern: event.pattern,
        targets: [
          target('Email', emailTopicArn, JSON.stringify(`${title}: ${event.title}. ${DETAILS}`)),
          ...(slackTopicArn === undefined
            ? []
            : [target('Slack', slackTopicArn, slackMessage(`${title}: ${event.title}`, DETAILS))]),
        ],
      });
    });
  }
}

/** https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html */
function slackMessage(title: string, description: string): string {
  return JSON.stringify({
    version: '1.0',
    source: 'custom',
    content: { textType: 'client-markdown', title, description },
  });
}
