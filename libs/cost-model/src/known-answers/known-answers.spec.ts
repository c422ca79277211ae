import { estimate } from '../estimate';
import { exact } from '../exact';
import type { Line } from '../estimate-types';
import type { StackTemplate } from '../template/template';
import { ACCOUNT, type UsageOfResource } from '../usage/usage-file';
import answers from './answers.json';
import { DISAGREEMENTS } from './disagreements';

/**
 * What another estimator's published tests expect, row by row. The templates are ours; the figures and usage are theirs.
 * A row says what a month costs, rounded to the cent, or what a unit costs, rounded to the digits that it shows, or
 * (null) that no price is known.
 */
interface Case {
  readonly id: string;
  readonly region: string;
  readonly type: string;
  readonly properties?: Record<string, unknown>;
  readonly beside?: Record<string, unknown>;
  readonly usage?: UsageOfResource;
  readonly freeTiers?: boolean;
  readonly expect: readonly { readonly component: string; readonly usd?: string; readonly unitUsd?: string | null }[];
}

const CASES = answers.cases as unknown as readonly Case[];

/** The day of the answers. Rates of Extended Support have risen since. */
const ANSWERED = '2025-03-05';

function linesOf({ region, type, properties, beside, usage, freeTiers }: Case): readonly Line[] {
  const subject = type === ACCOUNT ? {} : { Subject: { Type: type, Properties: properties ?? {} } };
  const body = { Resources: { ...beside, ...subject } } as StackTemplate['body'];
  const template = { stack: 'stack', file: 'template.json', text: '', body, region };
  const address = type === ACCOUNT ? ACCOUNT : 'stack/Subject';
  const given = usage === undefined ? {} : { usage: { usage: { [address]: usage } } };
  const { lines, problems } = estimate([template], {
    region,
    date: ANSWERED,
    ...given,
    ...(freeTiers === true && { freeTiers }),
  });
  expect(problems).toEqual([]);
  return lines.filter(({ logicalId, stack }) => (type === ACCOUNT ? stack === ACCOUNT : logicalId === 'Subject'));
}

/** Our figure in the form of the row's. */
function answerOf(lines: readonly Line[], row: Case['expect'][number]): string | null | undefined {
  const named = lines.filter(
    ({ component }) => component === row.component || /^ \((first|over) /.test(component.replace(row.component, '')),
  );
  const line = named.at(-1);
  if (line === undefined) return undefined;
  if (row.usd !== undefined) return line.monthlyUsd?.expected.toFixed(2);
  if (row.unitUsd === null) return line.unitPriceUsd === undefined ? null : line.unitPriceUsd.toString();
  const digits = row.unitUsd?.split('.')[1]?.length ?? 0;
  return line.unitPriceUsd && exact(line.unitPriceUsd.toFixed(digits)).toString();
}

const ROWS = CASES.flatMap((each) => each.expect.map((row) => ({ name: `${each.id}: ${row.component}`, each, row })));
const known = new Map(DISAGREEMENTS.map((disagreement) => [disagreement.row, disagreement]));

test.each(ROWS.filter(({ name }) => !known.has(name)))('$name', ({ each, row }) => {
  const wanted = row.usd ?? (typeof row.unitUsd === 'string' ? exact(row.unitUsd).toString() : row.unitUsd);
  expect(answerOf(linesOf(each), row)).toBe(wanted);
});

test.each(DISAGREEMENTS)('we disagree on $row', ({ row: name, ours, rule, page }) => {
  const found = ROWS.find((row) => row.name === name);
  expect(found).toBeDefined();
  expect(found && (answerOf(linesOf(found.each), found.row) ?? 'no line')).toBe(ours);
  expect(rule.length).toBeGreaterThan(30);
  expect(page).toMatch(/^https:\/\/(docs\.)?aws\.amazon\.com\//);
});

test('there are 522 rows, and we disagree with at most one in twenty', () => {
  expect(ROWS).toHaveLength(522);
  expect(DISAGREEMENTS.length).toBeLessThanOrEqual(522 / 20);
});
