import type { ResourceChange } from '@aws-sdk/client-cloudformation';
import { changesByChangeSet, changesByTemplate } from './changes';
import type { Template, TemplateResource } from '../assembly/template';
import { stackOf } from '../testing/stacks';

const RDS = 'AWS::RDS::DBInstance';
const database = (more: Partial<TemplateResource> = {}, properties: object = {}): TemplateResource => ({
  Type: RDS,
  Properties: { DBInstanceIdentifier: 'medmo', AllocatedStorage: '50', ...properties },
  ...more,
});
const template = (resources: Record<string, TemplateResource>): Template => ({ Resources: resources });
const brief = (before: Template | undefined, after: Template) =>
  changesByTemplate(stackOf('data', after), before).map(({ logicalId, action, properties, kept }) => [
    logicalId,
    action,
    properties.join(),
    kept,
  ]);

describe('changesByTemplate', () => {
  it.each<[string, Template | undefined, Template, unknown[][]]>([
    ['a new stack', undefined, template({ A: database() }), [['A', 'create', '', false]]],
    ['nothing', template({ A: database() }), template({ A: database() }), []],
    [
      'notes only',
      template({ A: database() }),
      template({ A: database({ Metadata: { 'aws:cdk:path': 'data/A' } }) }),
      [],
    ],
    [
      'more storage',
      template({ A: database() }),
      template({ A: database({}, { AllocatedStorage: '60' }) }),
      [['A', 'update', 'AllocatedStorage', false]],
    ],
    [
      'another name',
      template({ A: database() }),
      template({ A: database({}, { DBInstanceIdentifier: 'other' }) }),
      [['A', 'replace', 'DBInstanceIdentifier', false]],
    ],
    [
      'another name, kept',
      template({ A: database() }),
      template({ A: database({ UpdateReplacePolicy: 'Retain' }, { DBInstanceIdentifier: 'other' }) }),
      [['A', 'replace', 'DBInstanceIdentifier', true]],
    ],
    [
      'a deletion',
      template({ A: database(), B: database() }),
      template({ B: database() }),
      [['A', 'delete', '', false]],
    ],
    [
      'a deletion that keeps',
      template({ A: database({ DeletionPolicy: 'RetainExceptOnCreate' }), B: database() }),
      template({ B: database() }),
      [['A', 'orphan', '', true]],
    ],
    [
      'a last snapshot',
      template({ A: database({ DeletionPolicy: 'Snapshot' }), B: database() }),
      template({ B: database() }),
      [['A', 'delete', '', true]],
    ],
    [
      'a weaker policy',
      template({ A: database({ DeletionPolicy: 'Retain' }) }),
      template({ A: database() }),
      [['A', 'update', '', false]],
    ],
  ])('sees %s', (_, before, after, changes) => {
    expect(brief(before, after)).toEqual(changes);
  });

  it('names the condition on which something is there, and the place in the construct tree', () => {
    const service = {
      Type: 'AWS::ECS::Service',
      Condition: 'HasImage',
      Metadata: { 'aws:cdk:path': 'api/Service/Resource' },
    };
    expect(changesByTemplate(stackOf('api', template({ S: service })), undefined)).toMatchObject([
      { logicalId: 'S', condition: 'HasImage', path: 'api/Service' },
    ]);
  });
});

describe('changesByChangeSet', () => {
  const before = template({ A: database({ DeletionPolicy: 'Retain' }) });
  const after = template({ A: database({}, { DBInstanceIdentifier: 'other' }) });
  const brief = (item: ResourceChange) =>
    changesByChangeSet(stackOf('data', after), before, [{ LogicalResourceId: 'A', ResourceType: RDS, ...item }]).map(
      ({ action, kept, properties }) => [action, kept, properties.join()],
    );
  const detail = (name: string) => ({ Details: [{ Target: { Attribute: 'Properties' as const, Name: name } }] });

  it.each<[string, ResourceChange, unknown[]]>([
    ['a new one', { Action: 'Add' }, ['create', false, '']],
    ['an import', { Action: 'Import' }, ['create', false, '']],
    ['a deletion', { Action: 'Remove', PolicyAction: 'Delete' }, ['delete', false, 'DBInstanceIdentifier']],
    ['one that stays', { Action: 'Remove', PolicyAction: 'Retain' }, ['orphan', true, 'DBInstanceIdentifier']],
    [
      'one that leaves a snapshot',
      { Action: 'Remove', PolicyAction: 'Snapshot' },
      ['delete', true, 'DBInstanceIdentifier'],
    ],
    [
      'a replacement',
      { Action: 'Modify', Replacement: 'True', PolicyAction: 'ReplaceAndDelete', ...detail('Engine') },
      ['replace', false, 'Engine'],
    ],
    [
      'one that keeps the old',
      { Action: 'Modify', Replacement: 'True', PolicyAction: 'ReplaceAndRetain', ...detail('Engine') },
      ['replace', true, 'Engine'],
    ],
    [
      'one that depends',
      { Action: 'Modify', Replacement: 'Conditional', ...detail('Engine') },
      ['may replace', false, 'Engine'],
    ],
    [
      'an update in place, whatever the templates say',
      { Action: 'Modify', Replacement: 'False', Scope: ['Properties'], ...detail('Engine') },
      ['update', false, 'Engine'],
    ],
    ['one that does not say: the templates tell', { Action: 'Modify' }, ['replace', false, 'DBInstanceIdentifier']],
  ])('reads %s', (_, item, change) => {
    expect(brief(item)).toEqual([change]);
  });

  it('passes over notes', () => {
    expect(brief({ Action: 'Modify', Replacement: 'False', Scope: ['Metadata'] })).toEqual([]);
  });

  it('believes a deletion of the template where the change set does not say what becomes of it', () => {
    const [change] = changesByChangeSet(stackOf('data', template({})), before, [
      { Action: 'Remove', LogicalResourceId: 'A', ResourceType: RDS },
    ]);
    expect(change).toMatchObject({ action: 'orphan', kept: true });
  });
});
