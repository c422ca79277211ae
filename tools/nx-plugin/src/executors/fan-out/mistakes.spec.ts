import { mistakesIn } from './mistakes';

const KNOWN = { synth: {}, check: {}, deploy: { configurations: { staging: {}, production: {} } } };
const RIGHT = { targets: ['synth', 'deploy'], builds: 20, env: 'staging' };

it.each<[object, string[]]>([
  [{}, []],
  [{ env: undefined, builds: 100 }, []],
  [{ env: 'prod' }, ['--env prod: there is no such environment here. Known: staging, production.']],
  [{ targets: ['synht'] }, ['--targets synht: there is no such target here. Known: synth, check, deploy.']],
  [{ targets: [] }, ['--targets names none. Write some, such as --targets "synth check".']],
  [{ builds: 0 }, ['--builds 0 is no number of builds. Write a whole number from 1 to 100.']],
  [{ builds: 101 }, ['--builds 101 is no number of builds. Write a whole number from 1 to 100.']],
  [{ builds: 1.5 }, ['--builds 1.5 is no number of builds. Write a whole number from 1 to 100.']],
])('%j', (asked, mistakes) => {
  expect(mistakesIn({ ...RIGHT, ...asked }, KNOWN)).toEqual(mistakes);
});
