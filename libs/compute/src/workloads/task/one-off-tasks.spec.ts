import { Match } from 'aws-cdk-lib/assertions';
import { synthesizeJob, synthesizeWorker } from '../../testing/workloads';

const DEPLOYER = 'arn:aws:iam::111122223333:role/careplane-acme-staging-deploy';
const oneOffTasks = {
  commands: { TaskImportCodes: ['node', 'import.js'] },
  runnerRoleName: 'run-tasks-acme-letters-staging',
  callerArn: DEPLOYER,
  clusterName: 'acme-staging',
};
const template = synthesizeWorker({ oneOffTasks });

test('the request names the task definition of the running image, the command, and a network without public addresses', () => {
  const { Value, Condition } = template.toJSON().Outputs.TaskImportCodes;
  expect(Condition).toBe('HasImage');
  const [, parts] = Value['Fn::Join'] as [string, (string | object)[]];
  expect(parts).toContainEqual({ Ref: expect.stringMatching(/^ServiceRunningTaskDefinition/) });
  const request = JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'known-later')).join(''));
  expect(request).toMatchObject({
    taskDefinition: 'known-later',
    launchType: 'FARGATE',
    count: 1,
    networkConfiguration: { awsvpcConfiguration: { assignPublicIp: 'DISABLED', subnets: ['subnet-1', 'subnet-2'] } },
    overrides: { containerOverrides: [{ name: 'letters', command: ['node', 'import.js'] }] },
  });
});

test('one role of the account may take the role that starts tasks', () => {
  template.hasResourceProperties('AWS::IAM::Role', {
    RoleName: 'run-tasks-acme-letters-staging',
    AssumeRolePolicyDocument: {
      Statement: [
        Match.objectLike({
          Principal: { AWS: Match.anyValue() },
          Condition: { ArnEquals: { 'aws:PrincipalArn': DEPLOYER } },
        }),
      ],
    },
  });
});

test('that role starts tasks of this family in this cluster, and reads this log: nothing else', () => {
  const [policy] = Object.values(
    template.findResources('AWS::IAM::ManagedPolicy', {
      Properties: {
        PolicyDocument: Match.objectLike({ Statement: Match.arrayWith([Match.objectLike({ Action: 'ecs:RunTask' })]) }),
      },
    }),
  );
  const statements = policy?.Properties.PolicyDocument.Statement as {
    Action: string;
    Resource: unknown;
    Condition?: object;
  }[];
  expect(statements.map(({ Action }) => Action)).toEqual([
    'ecs:RunTask',
    'iam:PassRole',
    'ecs:DescribeTasks',
    'ecs:TagResource',
    'logs:GetLogEvents',
  ]);
  const text = JSON.stringify(statements);
  expect(text).toContain(':task-definition/acme-letters-staging:*');
  expect(text).toContain(':log-group:/careplane/acme/environments/staging/letters:log-stream:letters/*');
  expect(statements.filter(({ Condition }) => JSON.stringify(Condition ?? {}).includes('ecs:cluster'))).toHaveLength(2);
  expect(text).toContain('"iam:PassedToService":"ecs-tasks.amazonaws.com"');
});

test('a scheduled job may have tasks, and a workload without tasks has neither role nor outputs', () => {
  expect(Object.keys(synthesizeJob({ oneOffTasks }).toJSON().Outputs)).toEqual(['TaskImportCodes']);
  const without = synthesizeWorker();
  expect(without.toJSON().Outputs).toBeUndefined();
  expect(JSON.stringify(without.toJSON())).not.toContain('ecs:RunTask');
});
