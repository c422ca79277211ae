import type { ChangeSet } from './change-set';
import type { PlannedStack } from './planned-stack';
import { disagreement, approvedStackOf } from './approved-change-sets';
import { changeOf, stackOf } from '../testing/stacks';
import type { Template } from '../assembly/template';

const stack = stackOf('medmo-api-staging');
const BEFORE: Template = { Resources: { Task: { Type: 'AWS::ECS::TaskDefinition' } } };
const update = changeOf('update', 'AWS::ECS::Service', {}, {}, { logicalId: 'Service', properties: ['DesiredCount'] });
const task = changeOf(
  'replace',
  'AWS::ECS::TaskDefinition',
  { Properties: { Cpu: '256' } },
  { Properties: { Cpu: '512' } },
  { logicalId: 'Task', properties: ['Cpu'] },
);

function ready(
  more: Partial<ChangeSet> = {},
  rest: { changes?: PlannedStack['changes']; before?: Template } = {},
): PlannedStack {
  const changeSet = { arn: 'arn:1', usable: true, empty: false, why: '', changes: [], resolved: new Map(), ...more };
  return { kind: 'ready', stack, changeSet, changes: [update], before: BEFORE, ...rest };
}
function byTemplate(changes: PlannedStack['changes'], before: Template | undefined = BEFORE): PlannedStack {
  return { kind: 'by template', stack, because: 'after medmo-network', changes, before };
}
const unchanged: PlannedStack = { kind: 'unchanged', stack, changes: [] };

const judge = (then: PlannedStack, now: PlannedStack) => disagreement(approvedStackOf(then), now);

describe('what may be done is what was proposed', () => {
  it('the change set by its ARN, or nothing at all', () => {
    expect(judge(ready(), ready())).toBeUndefined();
    expect(judge(ready(), unchanged)).toBeUndefined();
    expect(judge(unchanged, unchanged)).toBeUndefined();
  });

  it('a new change set that is identical to the deleted one', () => {
    expect(judge(ready(), ready({ arn: 'arn:2' }))).toBeUndefined();
  });

  it.each<[string, PlannedStack, PlannedStack, string]>([
    ['other changes', ready(), ready({ arn: 'arn:2' }, { changes: [task] }), 'a new one has other changes'],
    ['more of the same', ready(), ready({ arn: 'arn:2' }, { changes: [update, task] }), 'a new one has other changes'],
    [
      'other inputs',
      ready(),
      ready({ arn: 'arn:2', resolved: new Map([['/vpc', 'vpc-2']]) }),
      'reads from Parameter Store have changed',
    ],
    ['another start', ready(), ready({ arn: 'arn:2' }, { before: {} }), 'another template was deployed after'],
    ['no change set any more', ready(), byTemplate([update]), 'cannot have one now'],
    ['something where there was nothing', unchanged, ready(), 'but has changes now'],
  ])('not %s', (_, then, now, words) => {
    expect(judge(then, now)).toContain(words);
  });
});

describe('what was shown by its template', () => {
  // The service refers to its task definition: only CloudFormation knows that it changes, too.
  const follows = changeOf(
    'update',
    'AWS::ECS::Service',
    { Properties: { TaskDefinition: { Ref: 'Task' } } },
    { Properties: { TaskDefinition: { Ref: 'Task' } } },
    { logicalId: 'Service', properties: ['TaskDefinition'] },
  );
  const written = changeOf('update', 'AWS::IAM::Role', {}, { Properties: { Policies: [] } }, { logicalId: 'Role' });

  it('may bring what follows by reference', () => {
    expect(judge(byTemplate([task]), ready({}, { changes: [task, follows] }))).toBeUndefined();
    expect(judge(byTemplate([task]), byTemplate([task]))).toBeUndefined();
  });

  it('may turn out milder than it was shown', () => {
    const perhaps = { ...task, action: 'may replace' as const };
    expect(judge(byTemplate([perhaps]), ready({}, { changes: [task] }))).toBeUndefined();
    expect(judge(byTemplate([perhaps]), ready({}, { changes: [{ ...task, action: 'update' }] }))).toBeUndefined();
    expect(judge(byTemplate([task, written]), ready({}, { changes: [task] }))).toBeUndefined();
  });

  it.each([
    ['what is written otherwise', [written], 'Role (update)'],
    ['a replacement that follows', [{ ...follows, action: 'replace' as const }], 'Service (replace)'],
    [
      'a replacement that nothing of was shown',
      [{ ...follows, logicalId: 'Alarm', action: 'replace' as const }],
      'Alarm (replace)',
    ],
    ['a deletion', [{ ...task, action: 'delete' as const }], 'Task (delete)'],
    ['a replacement that was shown as an update', [{ ...update, action: 'replace' as const }], 'Service (replace)'],
    [
      'another property',
      [{ ...task, properties: ['Cpu', 'Image'], after: { Type: 'x', Properties: { Image: 1 } } }],
      'Task',
    ],
  ])('not %s', (_, changes, words) => {
    const why = judge(byTemplate([task, update]), ready({}, { changes }));
    expect(why).toContain('it has more changes than were shown');
    expect(why).toContain(words);
  });

  it('not where another template has been deployed meanwhile', () => {
    expect(judge(byTemplate([task], {}), ready({}, { changes: [task] }))).toContain(
      'another template was deployed after',
    );
  });
});

it('survives being written down', () => {
  const proposal = approvedStackOf(ready({ resolved: new Map([['/vpc', 'vpc-1']]) }));
  expect(JSON.parse(JSON.stringify(proposal))).toEqual(proposal);
  expect(disagreement(JSON.parse(JSON.stringify(proposal)) as typeof proposal, ready())).toBeUndefined();
});
