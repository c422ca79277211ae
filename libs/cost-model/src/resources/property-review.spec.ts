import { NOT_INCLUDED } from './not-included';
import FREE from './free-reasons.json';
import { PRICED_TYPES } from './registry';
import { goldens, estimateOfGolden } from '../testing/goldens';
import { openPaths, readPaths, REVIEWED } from '../testing/property-review';
import { TemplateResource } from '../template/resource';

/** Types of the CDK and of Careplane, which have no schema. */
const WITHOUT_SCHEMA = ['AWS::CDK::Metadata'];
const FREE_TYPES = Object.values(FREE).flat();
const TYPES = [...PRICED_TYPES.map(({ type }) => type), ...FREE_TYPES].filter((type) => !WITHOUT_SCHEMA.includes(type));

test('every priced or free type has been reviewed, and no other', () => {
  expect(Object.keys(REVIEWED).sort()).toEqual([...TYPES].sort());
});

test('rows of charges that are not included are of types that are priced or free, each in one table', () => {
  const types = NOT_INCLUDED.flatMap((table) => Object.keys(table));
  expect(types.filter((type) => !TYPES.includes(type))).toEqual([]);
  expect(types.filter((type, index) => types.indexOf(type) !== index)).toEqual([]);
});

test('each property of a schema is read, listed as not included, or reviewed as without charge', () => {
  const open = TYPES.map((type) => ({ type, ...openPaths(type) }));
  expect(open.filter(({ unclassified, stale }) => unclassified.length + stale.length > 0)).toEqual([]);
});

test('what is called read is read', () => {
  const read = new Set<string>();
  const value = jest.spyOn(TemplateResource.prototype, 'value');
  for (const golden of goldens()) estimateOfGolden(golden);
  value.mock.contexts.forEach((resource, call) => read.add(`${resource.type} ${value.mock.calls[call]?.[0] ?? ''}`));
  value.mockRestore();
  const overlaps = (type: string, path: string) =>
    [...read].some(
      (each) =>
        each === `${type} ${path}` || `${type} ${path}`.startsWith(`${each}.`) || each.startsWith(`${type} ${path}.`),
    );
  const unread = TYPES.flatMap((type) =>
    readPaths(type)
      .filter((path) => !overlaps(type, path))
      .map((path) => `${type} ${path}`),
  );
  expect(unread).toEqual([]);
});
