import { CloudFormationClient, DescribeChangeSetCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { mockClient } from 'aws-sdk-client-mock';
import { changeSetName, findChangeSet, hasStaleInputs, sameTemplate, reasonStale } from './change-set';
import { stackOf } from '../testing/stacks';

const cloudFormation = mockClient(CloudFormationClient);
const client = new CloudFormationClient({ region: 'us-east-2' });
const ARN = 'arn:aws:cloudformation:us-east-2:111122223333:changeSet/careplane-0123456789ab/1';
const TEMPLATE = { Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'Größe' } } } };

beforeEach(() => cloudFormation.reset());

describe('changeSetName', () => {
  it('is the digest, as far as a name needs it', () => {
    expect(changeSetName('0123456789abcdef')).toBe('careplane-0123456789ab');
  });
});

describe('sameTemplate', () => {
  it('does not mind the order of keys, nor that CloudFormation forgets what is not ASCII', () => {
    const back = { Resources: { Topic: { Properties: { DisplayName: 'Gr??e' }, Type: 'AWS::SNS::Topic' } } };
    expect(sameTemplate(TEMPLATE, back)).toBe(true);
  });

  it('minds the order of a list, and every value', () => {
    const list = (...Subnets: string[]) => ({ Resources: { A: { Type: 'X', Properties: { Subnets } } } });
    expect(sameTemplate(list('a', 'b'), list('b', 'a'))).toBe(false);
    expect(sameTemplate(list('a'), list('a', 'b'))).toBe(false);
  });
});

describe('findChangeSet', () => {
  it('gathers all pages, and asks for later ones by ARN', async () => {
    const change = (id: string) => ({ Type: 'Resource' as const, ResourceChange: { LogicalResourceId: id } });
    const page = { ChangeSetId: ARN, Status: 'CREATE_COMPLETE' as const, ExecutionStatus: 'AVAILABLE' as const };
    cloudFormation
      .on(DescribeChangeSetCommand, { ChangeSetName: 'careplane-0123456789ab' })
      .resolves({ ...page, Changes: [change('A')], NextToken: 'more' })
      .on(DescribeChangeSetCommand, { ChangeSetName: ARN, NextToken: 'more' })
      .resolves({ ...page, Changes: [change('B')] });
    const found = await findChangeSet(client, 'medmo-network', 'careplane-0123456789ab');
    expect(found).toMatchObject({ arn: ARN, usable: true, empty: false });
    expect(found?.changes.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual(['A', 'B']);
  });

  it.each(['ChangeSetNotFoundException', 'ChangeSetNotFound'])(
    'knows that %s means that there is none',
    async (name) => {
      cloudFormation.on(DescribeChangeSetCommand).rejects(Object.assign(new Error('gone'), { name }));
      expect(await findChangeSet(client, 'medmo-network', 'x')).toBeUndefined();
    },
  );

  it.each([
    [
      'FAILED',
      "The submitted information didn't contain changes. Submit different information to create a change set.",
      true,
    ],
    ['FAILED', 'No updates are to be performed.', true],
    ['FAILED', 'Transform failed', false],
  ] as const)('%s with "%s": is it empty? %s', async (Status, StatusReason, empty) => {
    cloudFormation
      .on(DescribeChangeSetCommand)
      .resolves({ ChangeSetId: ARN, Status, StatusReason, ExecutionStatus: 'UNAVAILABLE' });
    expect(await findChangeSet(client, 'medmo-network', 'x')).toMatchObject({ usable: false, empty });
  });
});

describe('a change set that was prepared before', () => {
  const changeSet = {
    arn: ARN,
    usable: true,
    empty: false,
    why: '',
    changes: [],
    resolved: new Map([
      ['/careplane/medmo/network/vpc-id', 'vpc-1'],
      ['/cdk-bootstrap/hnb659fds/version', '30'],
    ]),
  };
  const stack = stackOf('medmo-network', TEMPLATE);

  it('is fit when it was made of this very template', async () => {
    cloudFormation.on(GetTemplateCommand, { ChangeSetName: ARN }).resolves({ TemplateBody: JSON.stringify(TEMPLATE) });
    expect(await reasonStale(client, stack, changeSet)).toBeUndefined();
  });

  it('is not when its template is another one, although the name is right', async () => {
    cloudFormation
      .on(GetTemplateCommand)
      .resolves({ TemplateBody: '{"Resources":{"Topic":{"Type":"AWS::SNS::Topic"}}}' });
    expect(await reasonStale(client, stack, changeSet)).toBe('its template differs from the assembly');
  });

  it('is not when CloudFormation would not execute it', async () => {
    expect(await reasonStale(client, stack, { ...changeSet, usable: false, why: 'CREATE_COMPLETE/OBSOLETE' })).toBe(
      'CREATE_COMPLETE/OBSOLETE',
    );
  });

  it.each<[string, [string, string][], boolean]>([
    ['the same value', [['/careplane/medmo/network/vpc-id', 'vpc-1']], false],
    ['another value', [['/careplane/medmo/network/vpc-id', 'vpc-2']], true],
    ['a value that cannot be looked up from here', [], true],
  ])('is stale or not with %s', (_, values, expected) => {
    expect(hasStaleInputs(changeSet, 'medmo', new Map(values))).toBe(expected);
  });
});
