import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemaOf } from './json-schema';

describe.each(['exceptions', 'policy'] as const)('%s', (kind) => {
  const schema = jsonSchemaOf(kind);

  test('is what stands in the folder schema (npm run generate writes it)', () => {
    const file = join(__dirname, `../schema/${kind}.schema.json`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(schema);
  });

  test('every key has a description, a full sentence', () => {
    const look = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries((node as { properties?: object }).properties ?? {})) {
        const { description } = value as { description?: string };
        expect([`${path}.${key}`, description]).toEqual([`${path}.${key}`, expect.stringMatching(/^.{10,}[.]$/s)]);
      }
      for (const [key, value] of Object.entries(node)) look(value, `${path}.${key}`);
    };
    look(schema, kind);
  });
});
