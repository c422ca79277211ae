import { CONNECTIONS, connectionsOf, variablesInWords } from './connections';

test('a service is connected to what it has switched on', () => {
  expect(connectionsOf({ database: true })).toEqual(['database']);
  expect(connectionsOf({ database: false })).toEqual([]);
});

test('the variables of a connection read as a list', () => {
  expect(variablesInWords('database')).toBe('DATABASE_HOST, DATABASE_PORT, DATABASE_NAME and DATABASE_USER');
});

test('no two connections share a variable', () => {
  const names = Object.values(CONNECTIONS).flatMap(({ variables }) => Object.values(variables));
  expect(new Set(names).size).toBe(names.length);
});
