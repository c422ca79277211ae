import { Aws, Stack } from 'aws-cdk-lib';
import { literalText } from './literal-text';

const inTemplate = (text: string) => new Stack().resolve(literalText(text)) as unknown;

test.each([
  ['echo ${HOME} and ${A-b}', { 'Fn::Sub': 'echo ${!HOME} and ${!A-b}' }],
  ['echo $HOME', 'echo $HOME'],
  [Aws.REGION, { Ref: 'AWS::Region' }],
])('%s is in the template as what gives the same text', (text, expected) => {
  expect(inTemplate(text)).toEqual(expected);
});
