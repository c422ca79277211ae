import { databaseVariables } from './database-variables';

it('the first database has the plain names', () => {
  expect(databaseVariables()).toEqual({
    host: 'DATABASE_HOST',
    port: 'DATABASE_PORT',
    name: 'DATABASE_NAME',
    user: 'DATABASE_USER',
  });
});

it('a further database has its own name in them', () => {
  expect(Object.values(databaseVariables('lab-results'))).toEqual([
    'DATABASE_LAB_RESULTS_HOST',
    'DATABASE_LAB_RESULTS_PORT',
    'DATABASE_LAB_RESULTS_NAME',
    'DATABASE_LAB_RESULTS_USER',
  ]);
});

it('no two databases share a variable, whatever their names are', () => {
  const keys = [undefined, 'a', 'a-host', 'host', 'port', 'a-port', 'host-host'];
  const names = keys.flatMap((key) => Object.values(databaseVariables(key)));
  expect(new Set(names).size).toBe(names.length);
});
