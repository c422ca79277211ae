import { Header } from '../csv/header';
import { tagReader } from './resource-tags';

const WEB = { stack: 'web', logicalId: 'Nat' };

it.each<[string, Record<string, string>, object | undefined]>([
  [
    'a column for each tag',
    { 'resourceTags/aws:cloudformation:stack-name': 'web', 'resourceTags/aws:cloudformation:logical-id': 'Nat' },
    WEB,
  ],
  ['a stack only', { 'resourceTags/aws:cloudformation:stack-name': 'web' }, { stack: 'web' }],
  [
    'the map of a CUR 2.0',
    { resource_tags: '{"aws_cloudformation_stack_name":"web","aws_cloudformation_logical_id":"Nat"}' },
    WEB,
  ],
  [
    'its other map',
    { tags: '{"resourceTags/aws:cloudformation:stack-name":"web","resourceTags/aws:cloudformation:logical-id":"Nat"}' },
    WEB,
  ],
  ['a map that is no JSON', { resource_tags: 'aws:cloudformation:stack-name=web' }, undefined],
  ['a list', { resource_tags: '["aws:cloudformation:stack-name"]' }, undefined],
  ['null', { resource_tags: 'null cloudformation' }, undefined],
  ['tags of others', { resource_tags: '{"user_team":"cloudformation"}' }, undefined],
  ['no tags', { resource_tags: '' }, undefined],
  ['no columns', { cost: '1' }, undefined],
])('%s', (_, row, resource) => {
  expect(tagReader(new Header(Object.keys(row)))(Object.values(row))).toEqual(resource);
});
