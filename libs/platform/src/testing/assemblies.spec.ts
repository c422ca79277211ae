import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assembliesOf } from './assemblies';
import { copyOfMedmo, MEDMO } from './folders';

const ADMIN = { unit: ['medmo-admin'] };
const template = (assemblies: string) => join(assemblies, 'medmo-admin/medmo-admin-staging.template.json');

it('gives each caller a copy of its own, and other templates where the platform differs', () => {
  const first = assembliesOf(MEDMO, ADMIN);
  const text = readFileSync(template(first), 'utf8');
  writeFileSync(template(first), '{}');
  expect(readFileSync(template(assembliesOf(MEDMO, ADMIN)), 'utf8')).toBe(text);
  const other = copyOfMedmo();
  const file = join(other, 'admin/service.yaml');
  writeFileSync(file, `${readFileSync(file, 'utf8')}\nenvironment: { ADDED: 'x' }\n`);
  expect(readFileSync(template(assembliesOf(other, ADMIN)), 'utf8')).not.toBe(text);
});
