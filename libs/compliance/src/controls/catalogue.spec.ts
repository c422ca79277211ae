import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../rules';
import { CONTROLS } from './catalogue';
import { CITATIONS } from './citations';
import { PEOPLE_ONLY } from './people-only';

const ROOT = join(__dirname, '../../../..');
/** Decided by the evidence itself, which knows the date. */
const OF_THE_EVIDENCE = ['AcknowledgementIsReviewed'];
const automation = CONTROLS.flatMap(({ citation, answer }) =>
  answer.by === 'automation' ? [{ citation, ...answer }] : [],
);

test('every citation has one answer, in the order of the rule', () => {
  expect(CITATIONS).toHaveLength(69);
  expect(CONTROLS.map(({ citation }) => citation)).toEqual(CITATIONS);
});

test('sections have as many standards and specifications as the rule', () => {
  const count = (section: string) => CITATIONS.filter((citation) => citation.startsWith(section)).length;
  expect(['164.308', '164.310', '164.312', '164.314', '164.316'].map(count)).toEqual([31, 12, 12, 9, 5]);
});

test('every rule of ours answers for its safeguard, and the catalogue names only rules that exist', () => {
  const named = new Set(automation.flatMap(({ rules }) => rules));
  expect([...named].filter((name) => !RULES.some((rule) => rule.name === name))).toEqual(OF_THE_EVIDENCE);
  for (const { name, control } of RULES) {
    expect(CONTROLS.find(({ citation }) => citation === control)?.answer).toMatchObject({ by: 'automation' });
    expect([...named]).toContain(name);
  }
});

test('at least 40 are answered by automation, all of them before anything is deployed', () => {
  expect(automation.length).toBeGreaterThanOrEqual(40);
  expect(automation.filter(({ rules }) => rules.length === 0)).toEqual([]);
});

test('documents that are files exist', () => {
  const files = CONTROLS.flatMap(({ answer }) => (answer.by === 'document' ? answer.documents : []))
    .flatMap((text) => text.match(/docs\/[\w./-]+\w/g) ?? [])
    .filter((file) => !existsSync(join(ROOT, file)));
  expect(files).toEqual([]);
});

test('what only people can do cites safeguards that exist', () => {
  for (const { citations } of PEOPLE_ONLY) for (const one of citations) expect(CITATIONS).toContain(one);
});
