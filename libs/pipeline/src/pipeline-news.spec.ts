import { Template } from 'aws-cdk-lib/assertions';
import { PipelineNews } from './pipeline-news';
import type { PipelineNewsProps } from './pipeline-news';
import { SlackChannel } from './slack-channel';
import { testStack } from './testing/stack';

interface Rule {
  readonly EventPattern: { readonly detail: Readonly<Record<string, unknown>> };
  readonly Targets: readonly {
    readonly Id: string;
    readonly Arn: string;
    readonly InputTransformer: {
      readonly InputPathsMap: Readonly<Record<string, string>>;
      readonly InputTemplate: string;
    };
  }[];
}

function rules(props: Partial<PipelineNewsProps> = {}): Rule[] {
  const stack = testStack();
  new PipelineNews(stack, 'News', { pipelineNames: ['acme-api-staging'], emailTopicArn: 'arn:email', ...props });
  const found = Template.fromStack(stack).findResources('AWS::Events::Rule');
  return Object.values(found).map(({ Properties }) => Properties as Rule);
}

/** What EventBridge makes of a template. */
function filled(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/<([a-z]+)>/g, (_, name: string) => values[name] ?? `<${name}>`);
}

const EVENT = { pipeline: 'acme-api-staging', stage: 'Scan', action: 'ScanAndPush', execution: '0f0e' };

test('failed steps and waiting approvals of these pipelines are reported, and nothing else', () => {
  expect(rules().map(({ EventPattern }) => EventPattern.detail)).toEqual([
    { pipeline: ['acme-api-staging'], state: ['FAILED'] },
    { pipeline: ['acme-api-staging'], state: ['STARTED'], type: { category: ['Approval'] } },
  ]);
});

test('an e-mail is a sentence with a link', () => {
  const [failed, waiting] = rules().map(({ Targets }) =>
    filled(Targets[0]?.InputTransformer.InputTemplate ?? '', EVENT),
  );
  expect(JSON.parse(failed ?? '')).toBe(
    'Action ScanAndPush in stage Scan of pipeline acme-api-staging has failed. https://us-east-2.console.aws.amazon.com/codesuite/codepipeline/pipelines/acme-api-staging/executions/0f0e/timeline?region=us-east-2',
  );
  expect(JSON.parse(waiting ?? '')).toMatch(
    /^Pipeline acme-api-staging waits for somebody to approve in stage Scan\. /,
  );
});

test('Slack gets AWS’s form of a message, when there is a channel', () => {
  expect(rules().flatMap(({ Targets }) => Targets.map(({ Id }) => Id))).toEqual(['Email', 'Email']);
  for (const { Targets } of rules({ slackTopicArn: 'arn:slack' })) {
    const [, slack] = Targets;
    expect(slack?.Arn).toBe('arn:slack');
    expect(JSON.parse(filled(slack?.InputTransformer.InputTemplate ?? '', EVENT))).toMatchObject({
      version: '1.0',
      source: 'custom',
      content: { textType: 'client-markdown', title: expect.stringContaining('acme-api-staging') },
    });
  }
});

test('a message holds names of ours and a run’s id: no commit message, no comment, nothing that could name a patient', () => {
  for (const { Targets } of rules({ slackTopicArn: 'arn:slack' })) {
    for (const { InputTransformer } of Targets) {
      expect(InputTransformer.InputPathsMap).toEqual({
        pipeline: '$.detail.pipeline',
        stage: '$.detail.stage',
        action: '$.detail.action',
        execution: '$.detail.execution-id',
      });
    }
  }
});

test('the Slack channel is for reading: its role may do nothing, and the guardrail is read-only', () => {
  const stack = testStack();
  new SlackChannel(stack, 'Slack', {
    configurationName: 'acme-pipelines',
    workspaceId: 'T01ABCD2EFG',
    channelId: 'C01ABCD2EFG',
    topicArns: ['arn:slack'],
  });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Chatbot::SlackChannelConfiguration', {
    GuardrailPolicies: ['arn:aws:iam::aws:policy/AWSCodePipeline_ReadOnlyAccess'],
    UserRoleRequired: true,
    SnsTopicArns: ['arn:slack'],
  });
  template.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
  const [role] = Object.values(template.findResources('AWS::IAM::Role'));
  expect(role?.['Properties']).not.toHaveProperty('ManagedPolicyArns');
  expect(role?.['Properties']).not.toHaveProperty('Policies');
});
