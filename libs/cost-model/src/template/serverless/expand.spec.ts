import { estimate } from '../../estimate';
import { readTemplate } from '../read-template';
import type { Estimate } from '../../estimate-types';

const TRANSFORM = 'Transform: AWS::Serverless-2016-10-31\n';

function estimateOf(text: string): Estimate {
  const read = readTemplate('sam.yaml', text);
  if (!('template' in read)) throw new Error(JSON.stringify(read.problems));
  return estimate([read.template], { region: 'us-east-1' });
}

const typesOf = ({ verdicts }: Estimate) => verdicts.map(({ logicalId, resourceType }) => [logicalId, resourceType]);

it('an API that names a function, and the function that the API calls, are no cycle', () => {
  const { problems, verdicts } = estimateOf(`${TRANSFORM}Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      DefinitionBody: { paths: { /a: { get: { uri: !Sub 'arn:aws:apigateway:\${AWS::Region}:lambda:path/\${Fn.Arn}/invocations' } } } }
  Fn:
    Type: AWS::Serverless::Function
    Properties: { Events: { Get: { Type: Api, Properties: { Path: /a, Method: get, RestApiId: !Ref Api } } } }
`);
  expect(problems).toEqual([]);
  expect(verdicts.map(({ verdict }) => verdict)).not.toContain('unsupported');
});

it.each(['Api', 'HttpApi'])('the log group of an API that has its name is no cycle: %s', (kind) => {
  const setting = kind === 'Api' ? 'AccessLogSetting' : 'AccessLogSettings';
  const { problems } = estimateOf(`${TRANSFORM}Resources:
  Api: { Type: AWS::Serverless::${kind}, Properties: { StageName: a, ${setting}: { DestinationArn: !GetAtt Log.Arn } } }
  Log: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !Sub '/aws/api/${'${Api}'}' } }
`);
  expect(problems).toEqual([]);
});

it('a GraphQL API whose data source is a function that names the API is no cycle', () => {
  const { problems, verdicts } = estimateOf(`${TRANSFORM}Resources:
  Graph:
    Type: AWS::Serverless::GraphQLApi
    Properties: { XrayEnabled: true, DataSources: { Lambda: { Fn: { FunctionArn: !GetAtt Fn.Arn } } }, Cache: { Type: SMALL } }
  Fn: { Type: AWS::Serverless::Function, Properties: { Environment: { Variables: { URL: !GetAtt Graph.GraphQLUrl } } } }
`);
  expect(problems).toEqual([]);
  expect(verdicts.map(({ logicalId, resourceType, verdict }) => [logicalId, resourceType, verdict])).toEqual([
    ['Graph', 'AWS::AppSync::GraphQLApi', 'needs usage'],
    ['GraphApiCache', 'AWS::AppSync::ApiCache', 'unsupported'],
    ['Fn', 'AWS::Lambda::Function', 'needs usage'],
  ]);
});

it('a WebSocket API has messages, connections and a stage whose detailed metrics cost', () => {
  const { verdicts } = estimateOf(`${TRANSFORM}Resources:
  Chat: { Type: AWS::Serverless::WebSocketApi, Properties: { DefaultRouteSettings: { DetailedMetricsEnabled: true } } }
`);
  expect(verdicts.map(({ resourceType, reason }) => [resourceType, reason])).toEqual([
    ['AWS::ApiGatewayV2::Api', 'Depends on usage: Messages, Connection minutes.'],
    ['AWS::ApiGatewayV2::Stage', 'Depends on usage: Detailed metrics.'],
  ]);
});

it('an application of a file is a nested stack, one of the repository is not known', () => {
  const { verdicts } = estimateOf(`${TRANSFORM}Resources:
  Own: { Type: AWS::Serverless::Application, Properties: { Location: ./other.yaml } }
  Shared: { Type: AWS::Serverless::Application, Properties: { Location: { ApplicationId: arn, SemanticVersion: 1.0.0 } } }
`);
  expect(verdicts.map(({ resourceType, verdict, reason }) => [resourceType, verdict, reason])).toEqual([
    [
      'AWS::CloudFormation::Stack',
      'unsupported',
      expect.stringContaining('The template of this nested stack was not found'),
    ],
    [
      'AWS::Serverless::Application',
      'unsupported',
      expect.stringContaining('The template of this application is in the Serverless Application Repository'),
    ],
  ]);
});

it('a function whose environment names what names the function is a cycle still', () => {
  const { problems } = estimateOf(`${TRANSFORM}Resources:
  A: { Type: AWS::Serverless::Function, Properties: { Environment: { Variables: { B: !Ref B } } } }
  B: { Type: AWS::Serverless::Function, Properties: { Environment: { Variables: { A: !Ref A } } } }
`);
  expect(problems[0]?.given).toBe('A → B → A');
});

it.each([
  ['Api', 'Properties: { Path: /a, Method: get }', ['ServerlessRestApi', 'AWS::ApiGateway::RestApi']],
  ['HttpApi', 'Properties: { Path: /a, Method: get }', ['ServerlessHttpApi', 'AWS::ApiGatewayV2::Api']],
])('an event of kind %s without an API of its own adds one', (kind, properties, added) => {
  const found = typesOf(
    estimateOf(`${TRANSFORM}Resources:
  Fn: { Type: AWS::Serverless::Function, Properties: { Events: { E: { Type: ${kind}, ${properties} } } } }
`),
  );
  expect(found).toContainEqual(added);
  expect(found).toContainEqual(['Fn', 'AWS::Lambda::Function']);
});

it.each([
  [
    'Sched: { Type: ScheduleV2, Properties: { ScheduleExpression: rate(1 minute) } }',
    'FnSched',
    'AWS::Scheduler::Schedule',
  ],
  ['Thing: { Type: IoTRule, Properties: { Sql: SELECT * FROM a } }', 'FnThing', 'AWS::IoT::TopicRule'],
  ['Topic: { Type: SNS, Properties: { Topic: arn, SqsSubscription: true } }', 'FnTopicQueue', 'AWS::SQS::Queue'],
  [
    'Topic: { Type: SNS, Properties: { Topic: arn, SqsSubscription: { BatchSize: 5 } } }',
    'FnTopicQueue',
    'AWS::SQS::Queue',
  ],
  [
    'Rule: { Type: EventBridgeRule, Properties: { DeadLetterConfig: { Type: SQS } } }',
    'FnRuleQueue',
    'AWS::SQS::Queue',
  ],
  [
    'Sqs: { Type: SQS, Properties: { Queue: arn, ProvisionedPollerConfig: { MinimumPollers: 2 } } }',
    'FnSqs',
    'AWS::Lambda::EventSourceMapping',
  ],
])('what an event costs is there: %s', (event, id, type) => {
  const found = typesOf(
    estimateOf(
      `${TRANSFORM}Resources: { Fn: { Type: AWS::Serverless::Function, Properties: { Events: { ${event} } } } }\n`,
    ),
  );
  expect(found).toContainEqual([id, type]);
});

it.each([
  'Topic: { Type: SNS, Properties: { Topic: arn, SqsSubscription: { QueueArn: arn } } }',
  'Topic: { Type: SNS, Properties: { Topic: arn, SqsSubscription: false } }',
  'Rule: { Type: EventBridgeRule, Properties: { DeadLetterConfig: { Arn: arn } } }',
  'Rule: { Type: Schedule, Properties: { Schedule: rate(1 day) } }',
  'Sqs: { Type: SQS, Properties: { Queue: arn } }',
])('an event that costs nothing by itself adds nothing: %s', (event) => {
  const found = typesOf(
    estimateOf(
      `${TRANSFORM}Resources: { Fn: { Type: AWS::Serverless::Function, Properties: { Events: { ${event} } } } }\n`,
    ),
  );
  expect(found).toEqual([['Fn', 'AWS::Lambda::Function']]);
});

it('destinations of asynchronous calls that the transform makes are there', () => {
  const found = typesOf(
    estimateOf(`${TRANSFORM}Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      EventInvokeConfig:
        DestinationConfig: { OnSuccess: { Type: SNS }, OnFailure: { Type: SQS, Destination: arn } }
`),
  );
  expect(found).toEqual([
    ['Fn', 'AWS::Lambda::Function'],
    ['FnEventInvokeConfigOnSuccessTopic', 'AWS::SNS::Topic'],
  ]);
});

it('a distributed map with express workflows is charged for them', () => {
  const { lines } = estimateOf(`${TRANSFORM}Resources:
  Steps:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition: { StartAt: A, States: { A: { Type: Map, ItemProcessor: { ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: EXPRESS } } } } }
  Plain: { Type: AWS::Serverless::StateMachine, Properties: { Definition: { StartAt: A, States: { A: { Type: Pass, End: true } } } } }
`);
  const named = lines.map(({ logicalId, component }) => `${logicalId} ${component}`);
  expect(named.filter((name) => name.includes('child workflows'))).toEqual([
    'Steps Requests of child workflows',
    'Steps Duration of child workflows',
  ]);
});

it('the URL of a function that streams answers is there', () => {
  const { verdicts } = estimateOf(`${TRANSFORM}Resources:
  Streams: { Type: AWS::Serverless::Function, Properties: { FunctionUrlConfig: { AuthType: NONE, InvokeMode: RESPONSE_STREAM } } }
  Plain: { Type: AWS::Serverless::Function, Properties: { FunctionUrlConfig: { AuthType: NONE } } }
`);
  const unknown = verdicts.filter(({ verdict }) => verdict === 'price unknown');
  expect(unknown.map(({ logicalId }) => logicalId)).toEqual(['StreamsUrl']);
});

it('an implied API has the settings of Globals, and a table its recovery', () => {
  const { lines } = estimateOf(`${TRANSFORM}Globals: { Api: { CacheClusterEnabled: true, CacheClusterSize: '6.1' } }
Resources:
  Fn: { Type: AWS::Serverless::Function, Properties: { Events: { E: { Type: Api, Properties: { Path: /a, Method: get } } } } }
  Table: { Type: AWS::Serverless::SimpleTable, Properties: { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } } }
`);
  const named = lines.map(({ logicalId, component }) => `${logicalId} ${component}`);
  expect(named).toContain('ServerlessRestApiProdStage Cache (6.1 GB)');
  expect(named.some((name) => /^Table .*recovery/i.test(name))).toBe(true);
});

it('a name that the template declares is the template’s', () => {
  const found = typesOf(
    estimateOf(`${TRANSFORM}Resources:
  ServerlessRestApi: { Type: AWS::KMS::Key }
  Fn: { Type: AWS::Serverless::Function, Properties: { Events: { E: { Type: Api, Properties: { Path: /a, Method: get } } } } }
`),
  );
  expect(found).toContainEqual(['ServerlessRestApi', 'AWS::KMS::Key']);
});

it('without the transform, these types are counted as with it, and a note says that CloudFormation refuses them', () => {
  const found = estimateOf('Resources: { Fn: { Type: AWS::Serverless::Function } }\n');
  expect(typesOf(found)).toEqual([['Fn', 'AWS::Lambda::Function']]);
  expect(found.notes).toEqual([expect.stringMatching(/without the line "Transform: .*CloudFormation refuses it/)]);
  expect(estimateOf(`${TRANSFORM}Resources: { Fn: { Type: AWS::Serverless::Function } }\n`).notes).toEqual([]);
});

it.each([
  'Resources: { Fn: { Type: AWS::Serverless::Function, Properties: [1] } }',
  'Globals: 7\nResources: { Fn: { Type: AWS::Serverless::Function, Properties: { Events: [] } } }',
])('does not fail on %j', (text) => {
  expect(typesOf(estimateOf(`${TRANSFORM}${text}\n`))).toEqual([['Fn', 'AWS::Lambda::Function']]);
});
