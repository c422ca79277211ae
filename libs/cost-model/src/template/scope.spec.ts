import { readAccount } from './account';
import type { StackTemplate, TemplateBody } from './template';

const stack = (name: string, body: TemplateBody, nested?: Readonly<Record<string, StackTemplate>>): StackTemplate => ({
  stack: name,
  file: 'f',
  text: '',
  body,
  ...(nested && { nested }),
});

const output = (...parts: string[]) => ({ 'Fn::GetAtt': parts });

const NETWORK = stack('main/Net', {
  Parameters: { Size: { Type: 'String', Default: 'small' } },
  Resources: { Subnet: { Type: 'AWS::EC2::Subnet' } },
  Outputs: {
    Subnet: { Value: { Ref: 'Subnet' } },
    Size: { Value: { 'Fn::Sub': 't3.${Size}' } },
    Import: { Value: { 'Fn::ImportValue': 'elsewhere' } },
  },
});

const APPLICATION = stack('main/App', {
  Parameters: { Subnet: { Type: 'String' }, Size: { Type: 'String' }, Other: { Type: 'String' } },
  Resources: {
    Server: {
      Type: 'AWS::EC2::Instance',
      Properties: { SubnetId: { Ref: 'Subnet' }, InstanceType: { Ref: 'Size' }, ImageId: { Ref: 'Other' } },
    },
  },
  Outputs: { Other: { Value: { Ref: 'Other' } } },
});

function server(size: unknown, other: unknown) {
  const Nested = 'AWS::CloudFormation::Stack';
  const body: TemplateBody = {
    Resources: {
      App: {
        Type: Nested,
        Properties: { Parameters: { Subnet: output('Net', 'Outputs.Subnet'), Size: size, Other: other } },
      },
      Net: { Type: Nested, Properties: { Parameters: { Size: 'large' } } },
    },
  };
  const main = stack('main', body, { Net: NETWORK, App: APPLICATION });
  const { resources } = readAccount([main], { region: 'us-east-2', parameters: {} });
  return resources.find(({ logicalId }) => logicalId === 'Server');
}

test('the output of a nested stack is the parameter of another, as a value or as the resource behind it', () => {
  const found = server({ 'Fn::GetAtt': 'Net.Outputs.Size' }, output('Net', 'Outputs.Import'));
  expect(found?.text('InstanceType')).toBe('t3.large');
  expect(found?.references('SubnetId')).toEqual([{ stack: 'main/Net', logicalId: 'Subnet' }]);
});

test('an output that is not known, not there, or depends on itself stays that of the stack', () => {
  const ofStack = (stackId: string, attribute: string) => [{ stack: 'main', logicalId: stackId, attribute }];
  const imported = server('t3.large', output('Net', 'Outputs.Import'));
  expect(imported?.references('ImageId')).toEqual(ofStack('Net', 'Outputs.Import'));
  const missing = server('t3.large', output('Net', 'Outputs.Missing'));
  expect(missing?.references('ImageId')).toEqual(ofStack('Net', 'Outputs.Missing'));
  const itself = server('t3.large', output('App', 'Outputs.Other'));
  expect(itself?.references('ImageId')).toEqual(ofStack('App', 'Outputs.Other'));
});
