import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { everyKindRules } from './every-kind';
import { platformRules } from './platform';
import { platformWideRules } from './platform-wide';
import { serviceRules } from './service';
import { siteRules } from './site';

const FOLDERS = {
  platform: platformRules,
  'platform-wide': platformWideRules,
  service: serviceRules,
  site: siteRules,
  'every-kind': everyKindRules,
};

test.each(Object.entries(FOLDERS))('the list of the folder %s names the rule of every file in it', (folder, rules) => {
  const files = readdirSync(join(__dirname, folder)).filter((file) => file !== 'index.ts');
  const expected = Object.keys(rules).map((name) => `${name.replace(/[A-Z]/g, '-$&').toLowerCase()}.ts`);
  expect(expected.sort()).toEqual(files.sort());
});
