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

/** Where and when, which every event has. */
const PLACE = { account: '$.account', region: '$.region', time: '$.time', id: '$.id' };
const PLACE_TEXT = 'Account <account>, region <region>, at <time>. Event: <id>.';

/** A rule for each event that weakens a protection: a sentence by e-mail, and a message in Slack. */
export class ProtectionAlerts extends Construct {
  readonly rules: readonly CfnRule[];

  constructor(scope: Construct, id: string, props: ProtectionAlertsProps) {
    super(scope, id);
    const { title, emailTopicArn, slackTopicArn, deadLetterQueueArn } = props;
    const target = (id: string, arn: string, inputTransformer: CfnRule.InputTransformerProperty) => ({
      id,
      arn,
      inputTransformer,
      deadLetterConfig: { arn: deadLetterQueueArn },
    });
    this.rules = protectionEvents(props.breakGlassRoleName).map((event) => {
      const asks = event.controls.map((control) => `45 CFR ${control}`).join(', ');
      const inputPathsMap = { ...PLACE, ...event.details.paths };
      const text = `${event.details.text} ${PLACE_TEXT}`;
      const sentence = JSON.stringify(`${title}: ${event.title}. ${text}`);
      return new CfnRule(this, event.id, {
        description: `${event.title} (${asks})`,
        eventPattern: event.pattern,
        targets: [
          target('Email', emailTopicArn, { inputPathsMap, inputTemplate: sentence }),
          ...(slackTopicArn === undefined
            ? []
            : [
                target('Slack', slackTopicArn, {
                  inputPathsMap,
                  inputTemplate: slackMessage(`${title}: ${event.title}`, text),
                }),
              ]),
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
