import { readersOfExport, readersOfListener, readersOfParameters, unitsInside } from './readers';

const made = [
  { name: '/careplane/medmo/environments/staging/key', stack: 'medmo-cluster-staging', region: 'us-east-2' },
];
const staying = (template: string, region = 'us-east-2') => [{ name: 'reports', region, template }];

describe('who still reads what would be deleted', () => {
  it.each([
    ['as input', '{"Default":"/careplane/medmo/environments/staging/key"}', 1],
    ['in a dynamic reference', '{{resolve:ssm:/careplane/medmo/environments/staging/key}}', 1],
    ['a longer name is another', '"/careplane/medmo/environments/staging/key-arn"', 0],
    [
      'a longer name first',
      '"/careplane/medmo/environments/staging/key-arn /careplane/medmo/environments/staging/key"',
      1,
    ],
    [
      'a task takes it by its ARN',
      '{"ValueFrom":"arn:aws:ssm:us-east-2:111122223333:parameter/careplane/medmo/environments/staging/key"}',
      1,
    ],
    [
      'a policy allows to read it, and needs nothing',
      '{"PolicyDocument":{"Resource":"arn:aws:ssm:us-east-2:111122223333:parameter/careplane/medmo/environments/staging/key"}}',
      0,
    ],
  ])('a stack: %s', (_, template, count) => {
    expect(readersOfParameters(made, staying(template))).toHaveLength(count);
  });

  it('a stack of another region reads another parameter', () => {
    expect(readersOfParameters(made, staying('"/careplane/medmo/environments/staging/key"', 'eu-west-1'))).toEqual([]);
  });

  it('importers and rules that are not retired themselves', () => {
    expect(readersOfExport('Out', 'a', ['b', 'c'], ['b']).map(({ who }) => who)).toEqual(['stack c']);
    expect(readersOfListener('listener', 'a', ['r1', 'r2'], ['r1']).map(({ who }) => who)).toEqual([
      'listener rule r2',
    ]);
  });

  it('units that run in an environment whose cluster would go', () => {
    const retired = [
      { unit: 'medmo', environment: 'staging' },
      { unit: 'medmo-api', environment: 'staging' },
    ];
    const keys = ['medmo/staging', 'medmo-api/staging', 'medmo-lab/staging', 'medmo-lab/production'];
    expect(unitsInside('medmo', retired, keys).map(({ who }) => who)).toEqual(['unit medmo-lab/staging']);
    expect(unitsInside('medmo', [{ unit: 'medmo-api', environment: 'staging' }], keys)).toEqual([]);
  });
});
