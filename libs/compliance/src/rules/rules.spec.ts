import { readdirSync } from 'node:fs';
import { RULES } from '.';
import { CITATIONS } from '../controls/citations';
import { EXAMPLE_FACTS } from './examples';

test('every file here is a rule that is asked', () => {
  const files = readdirSync(__dirname).filter(
    (file) => !/^(?:index|rule|rules\.spec|examples|stages|template-values)\.ts$/.test(file),
  );
  const kebab = (name: string) => `${name.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase()}.ts`;
  expect(RULES.map(({ name }) => kebab(name)).sort()).toEqual(files.sort());
});

describe.each(RULES.map((rule) => [rule.name, rule] as const))('%s', (_name, rule) => {
  test.each([...rule.examples.fails])('finds %s', (_, Resources) => {
    expect(rule.find({ Resources }, EXAMPLE_FACTS)).toEqual([
      { logicalId: Object.keys(Resources)[0], message: expect.stringMatching(/^[A-Z].{20,}\.$/) },
    ]);
  });

  test.each([...rule.examples.passes])('leaves %s alone', (_, Resources) =>
    expect(rule.find({ Resources }, EXAMPLE_FACTS)).toEqual([]),
  );

  test('looks at what it finds', () => {
    for (const [, Resources] of rule.examples.fails)
      expect(rule.looksAt({ Resources }, EXAMPLE_FACTS)).toContain(Object.keys(Resources)[0]);
  });

  test('has nothing to say of a template without resources', () => {
    expect(rule.find({}, EXAMPLE_FACTS)).toEqual([]);
    expect(rule.looksAt({}, EXAMPLE_FACTS)).toEqual([]);
  });

  test('names its safeguard', () => expect(CITATIONS).toContain(rule.control));
});
