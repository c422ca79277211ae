import { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';

export interface PipelineNewsProps {
  readonly pipelineNames: readonly string[];
  /** Pipelines that scan what runs at night: their failure is an alarm. @default - none */
  readonly nightlyNames?: readonly string[];
  /** Topic whose subscribers read sentences. */
  readonly emailTopicArn: string;
  /** Topic that the Slack channel listens to. @default - none */
  readonly slackTopicArn?: string;
}

/** A notification about a pipeline: a title, and one sentence that contains the names of EventBridge's input paths. */
interface News {
  readonly id: string;
  readonly description: string;
  readonly detail: Readonly<Record<string, readonly unknown[] | Readonly<Record<string, readonly string[]>>>>;
  readonly title: string;
  readonly sentence: string;
}

const NEWS: readonly News[] = [
  {
    id: 'Failed',
    description: 'A step of a pipeline has failed, or an approval was refused',
    detail: { state: ['FAILED'] },
    title: '<pipeline>: <action> has failed',
    sentence: 'Action <action> in stage <stage> of pipeline <pipeline> has failed.',
  },
  {
    id: 'Waiting',
    description: 'A pipeline waits for somebody to approve',
    detail: { state: ['STARTED'], type: { category: ['Approval'] } },
    title: '<pipeline>: waits for approval',
    sentence: 'Pipeline <pipeline> waits for somebody to approve in stage <stage>.',
  },
];

/** Fails on a new critical finding, and when it could not look: both need somebody. */
const NIGHTLY: News = {
  id: 'Nightly',
  description: 'The nightly scan of what runs has a new critical finding, or has failed',
  detail: { state: ['FAILED'] },
  title: '<pipeline>: a new critical finding, or the scan has failed',
  sentence:
    'The nightly scan <pipeline> has found a new critical finding in what runs, or could not scan. The log of action <action> says which.',
};

const PATHS = {
  pipeline: '$.detail.pipeline',
  stage: '$.detail.stage',
  action: '$.detail.action',
  execution: '$.detail.execution-id',
};

/**
 * Notifies people about failed steps and waiting approvals.
 *
 * Uses events instead of CodeStar notifications, because those contain commit messages and approvers' comments, which
 * may name a patient. These messages contain only our own names and a link.
 */
export class PipelineNews extends Construct {
  constructor(scope: Construct, id: string, props: PipelineNewsProps) {
    super(scope, id);
    const { region } = Stack.of(this);
    const link = `https://${region}.console.aws.amazon.com/codesuite/codepipeline/pipelines/<pipeline>/executions/<execution>/timeline?region=${region}`;
    const { nightlyNames = [] } = props;
    const all = [
      ...NEWS.map((news) => ({ news, pipelines: props.pipelineNames })),
      ...(nightlyNames.length === 0 ? [] : [{ news: NIGHTLY, pipelines: nightlyNames }]),
    ];
    for (const { news, pipelines } of all) {
      new CfnRule(this, news.id, {
        description: news.description,
        eventPattern: {
          source: ['aws.codepipeline'],
          'detail-type': ['CodePipeline Action Execution State Change'],
          detail: { pipeline: [...pipelines], ...news.detail },
        },
        targets: [
          target('Email', props.emailTopicArn, JSON.stringify(`${news.sentence} ${link}`)),
          ...(props.slackTopicArn === undefined
            ? []
            : [target('Slack', props.slackTopicArn, slackMessage(news.title, `${news.sentence}\n${link}`))]),
        ],
      });
    }
  }
}

function target(id: string, arn: string, inputTemplate: string): CfnRule.TargetProperty {
  return { id, arn, inputTransformer: { inputPathsMap: PATHS, inputTemplate } };
}

/** https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html */
function slackMessage(title: string, description: string): string {
  return JSON.stringify({
    version: '1.0',
    source: 'custom',
    content: { textType: 'client-markdown', title, description },
  });
}
