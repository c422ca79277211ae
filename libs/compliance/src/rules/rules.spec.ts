import { readdirSync } from 'node:fs';
import { RULES } from '.';

test('every file here is a rule that is asked', () => {
  const files = readdirSync(__dirname).filter((file) => !/^(?:index|rule|rules\.spec)\.ts$/.test(file));
  const kebab = (name: string) => `${name.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase()}.ts`;
  expect(RULES.map(({ name }) => kebab(name)).sort()).toEqual(files.sort());
});

describe.each(RULES.map((rule) => [rule.name, rule] as const))('%s', (_name, rule) => {
  test.each([...rule.examples.fails])('finds %s', (_, Resources) => {
    expect(rule.find({ Resources })).toEqual([
      { logicalId: Object.keys(Resources)[0], message: expect.stringMatching(/^[A-Z].{20,}\.$/) },
    ]);
  });

  test.each([...rule.examples.passes])('leaves %s alone', (_, Resources) =>
    expect(rule.find({ Resources })).toEqual([]),
  );

  test('has nothing to say of a template without resources', () => expect(rule.find({})).toEqual([]));

  test('names its safeguard', () => expect(rule.control).toMatch(/^45 CFR 164\.3\d\d/));
});
