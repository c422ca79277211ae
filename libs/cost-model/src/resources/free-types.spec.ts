import FREE from './free-reasons.json';
import { freeReason } from './free-types';
import { PRICED_TYPES } from './registry';

const NAMED = Object.values(FREE).flat();

test('a free type stands under one reason, and is not priced', () => {
  const priced = PRICED_TYPES.map(({ type }) => type);
  expect(NAMED.filter((type, index) => NAMED.indexOf(type) !== index || priced.includes(type))).toEqual([]);
});

test.each(Object.entries(FREE))('%s', (reason, types) => {
  expect(reason).toMatch(/^[A-Z].*\.$/);
  expect(types.filter((type) => !/^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/.test(type))).toEqual([]);
  expect(new Set(types.map(freeReason))).toEqual(new Set([reason]));
});

test('a custom resource is free whatever its name; an unknown type is not', () => {
  expect(freeReason('Custom::Anything')).toMatch(/^A custom resource/);
  expect(freeReason('AWS::Redshift::Cluster')).toBeUndefined();
  expect(freeReason('constructor')).toBeUndefined();
});
