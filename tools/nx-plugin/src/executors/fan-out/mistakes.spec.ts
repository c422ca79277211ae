import { mistakesIn } from './mistakes';

const KNOWN = { synth: {}, check: {}, deploy: { configurations: { staging: {}, production: {} } } };
const RIGHT = { targets: ['synth', 'deploy'], builds: 20, env: 'staging' };

it.each<[object, string[]]>([
  [{}, []],
  [{ env: undefined, builds: 100 }, []],
  [{ env: 'prod' }, ['--env prod is not an environment of this platform. Known: staging, production.']],
  [{ targets: ['synht'] }, ['--targets synht is not a target of this platform. Known: synth, check, deploy.']],
  [{ targets: [] }, ['--targets is empty. Name targets, such as --targets "synth check".']],
  [{ builds: 0 }, ['--builds 0 is not a number of builds. Write a whole number from 1 to 100.']],
  [{ builds: 101 }, ['--builds 101 is not a number of builds. Write a whole number from 1 to 100.']],
  [{ builds: 1.5 }, ['--builds 1.5 is not a number of builds. Write a whole number from 1 to 100.']],
])('%j', (asked, mistakes) => {
  expect(mistakesIn({ ...RIGHT, ...asked }, KNOWN)).toEqual(mistakes);
});
