import { readdirSync } from 'node:fs';
import { RULES } from '.';
import { CITATIONS } from '../controls/citations';
import { EXAMPLE_FACTS } from './examples';
import type { Example } from './rule';

test('every file here is a rule that is asked', () => {
  const files = readdirSync(__dirname).filter(
    (file) => !/^(?:index|rule|rules\.spec|examples|stages|template-values)\.ts$/.test(file),
  );
  const kebab = (name: string) => `${name.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase()}.ts`;
  expect(RULES.map(({ name }) => kebab(name)).sort()).toEqual(files.sort());
});

/** The examples as templates, each with what is special about it. */
const templatesOf = (examples: readonly Example[]) =>
  examples.map(([what, Resources, Metadata = {}]) => [what, { Resources, Metadata }] as const);

describe.each(RULES.map((rule) => [rule.name, rule] as const))('%s', (_name, rule) => {
  test.each(templatesOf(rule.examples.fails))('finds %s', (_, template) => {
    expect(rule.find(template, EXAMPLE_FACTS)).toMatchObject([
      { logicalId: Object.keys(template.Resources)[0], message: expect.stringMatching(/^[A-Z].{20,}\.$/) },
    ]);
  });

  test.each(templatesOf(rule.examples.passes))('leaves %s alone', (_, template) =>
    expect(rule.find(template, EXAMPLE_FACTS)).toEqual([]),
  );

  test('looks at what it finds', () => {
    for (const [, Resources, Metadata = {}] of rule.examples.fails)
      expect(rule.looksAt({ Resources, Metadata }, EXAMPLE_FACTS)).toContain(Object.keys(Resources)[0]);
  });

  test('has nothing to say of a template without resources', () => {
    expect(rule.find({}, EXAMPLE_FACTS)).toEqual([]);
    expect(rule.looksAt({}, EXAMPLE_FACTS)).toEqual([]);
  });

  test('names its safeguard', () => expect(CITATIONS).toContain(rule.control));
});
