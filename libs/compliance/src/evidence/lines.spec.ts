import { lineOf } from './lines';

const template = {
  Parameters: { Bucket: { Type: 'String' } },
  Resources: {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { Tags: { Deep: { Resources: {} } } } },
    Queue: { Type: 'AWS::SQS::Queue' },
  },
  Outputs: { Queue: { Value: 'x' } },
};

it('finds the line on which a resource begins, whatever stands beside the resources', () => {
  const text = JSON.stringify(template, null, 1);
  const lines = text.split('\n');
  const inResources = lines.indexOf(' "Resources": {');
  for (const id of ['Bucket', 'Queue']) {
    const expected = lines.findIndex((line, index) => index > inResources && line === `  "${id}": {`) + 1;
    expect(lineOf(text, id)).toBe(expected);
  }
});

it('knows no line of what is no resource', () => {
  const text = JSON.stringify(template, null, 1);
  expect(['Tags', 'Deep', 'Properties', 'Nothing'].map((id) => lineOf(text, id))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
