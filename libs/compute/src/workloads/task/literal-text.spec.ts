import { Aws, Stack } from 'aws-cdk-lib';
import { literalText } from './literal-text';

const inTemplate = (text: string) => new Stack().resolve(literalText(text)) as unknown;

test.each([
  ['echo ${HOME} and ${A-b}', { 'Fn::Sub': ['echo ${Dollar}{HOME} and ${Dollar}{A-b}', { Dollar: '$' }] }],
  ['echo $HOME and ${A-b}', 'echo $HOME and ${A-b}'],
  [`${Aws.REGION} ${'$'}{HOME}`, { 'Fn::Join': ['', [{ Ref: 'AWS::Region' }, ' ${HOME}']] }],
])('%s is in the template as what gives the same text', (text, expected) => {
  expect(inTemplate(text)).toEqual(expected);
});
