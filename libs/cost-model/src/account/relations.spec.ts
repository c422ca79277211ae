import { estimate } from '../estimate';
import type { StackTemplate } from '../template/template';

function web(region: string, cpu: string): StackTemplate {
  const task = {
    Type: 'AWS::ECS::TaskDefinition',
    Properties: { Cpu: cpu, Memory: '2048', RequiresCompatibilities: ['FARGATE'] },
  };
  const service = { Type: 'AWS::ECS::Service', Properties: { LaunchType: 'FARGATE', TaskDefinition: { Ref: 'Task' } } };
  return { stack: 'web', file: 'web.json', text: '', region, body: { Resources: { Task: task, Service: service } } };
}

test('stacks of one name in two regions keep to themselves', () => {
  const { lines } = estimate([web('us-east-2', '1024'), web('us-west-2', '512')]);
  const vcpus = lines.filter(({ component }) => component === 'Fargate vCPU');
  expect(vcpus.map(({ price, quantity }) => [price?.region, Number(quantity?.expected)])).toEqual([
    ['us-east-2', 730],
    ['us-west-2', 365],
  ]);
});

test('a service finds its task definition in another stack, over an export', () => {
  const [shared, user]: StackTemplate[] = [web('us-east-2', '1024'), web('us-east-2', '512')];
  if (shared === undefined || user === undefined) throw new Error('two stacks');
  const { Task } = shared.body.Resources ?? {};
  const Service = {
    Type: 'AWS::ECS::Service',
    Properties: { LaunchType: 'FARGATE', TaskDefinition: { 'Fn::ImportValue': 'task' } },
  };
  const one = {
    ...shared,
    stack: 'tasks',
    body: {
      Resources: { ...(Task && { Task }) },
      Outputs: { T: { Value: { Ref: 'Task' }, Export: { Name: 'task' } } },
    },
  };
  const two = { ...user, stack: 'web', body: { Resources: { Service } } };
  const { lines } = estimate([two, one]);
  expect(lines.find(({ component }) => component === 'Fargate vCPU')?.quantity?.expected.toString()).toBe('730');
});
