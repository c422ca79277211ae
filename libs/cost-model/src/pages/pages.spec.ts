import { compare } from '../tco/comparison';
import { difference } from '../diff/difference';
import { exact, ZERO } from '../exact';
import { clinicEstimate, estimateOf, lineWith, range, verdictOf } from '../testing/estimates';
import { comparisonPage } from './comparison-page';
import { differencePage } from './difference-page';
import { estimatePage } from './estimate-page';

const FACTS = [['Commit', 'abc']] as const;
const EVIL = '"><script>alert(1)</script>';

/** A line in another stack, which differs in nothing but its place. */
const similar = (number: number) =>
  lineWith({ stack: `s${number}`, constructPath: `s${number}/Nat`, logicalId: `Nat${number}` });

describe('the page of an estimate', () => {
  const page = estimatePage(clinicEstimate(), { title: 'clinic', facts: FACTS });

  it('has the total, the range, and what is missing', () => {
    expect(page).toContain('<dt>USD a month expected, at least</dt><dd>68.89</dd>');
    expect(page).toContain('<dd>68.89 to 249.09</dd>');
    expect(page).toContain('Price unknown: 1 resource');
    expect(page).toContain('Needs usage: 1 resource');
  });

  it('has every price with its source, as text', () => {
    expect(page).toContain('USE2-Fargate-GB-Hours');
    expect(page).toContain('https://aws.amazon.com/<wbr>fargate/<wbr>pricing/');
    expect(page).not.toMatch(/href="(?!#)/);
  });

  it('folds charges that differ in their place alone, and adds them up', () => {
    const folded = estimatePage(estimateOf([1, 2, 3].map(similar)), { title: 'x', facts: FACTS });
    expect(folded).toContain('s1/<wbr>Nat<div class="note">AWS::EC2::NatGateway</div><details><summary>and 2 similar');
    expect(folded).toContain('<li>s3/<wbr>Nat</li>');
    expect(folded).toContain('3 × 730 hours');
    expect(folded).toContain('<td class="amount">98.55</td>');
  });

  it('keeps charges with another quantity or another reason apart', () => {
    const lines = [
      similar(1),
      lineWith({ ...similar(2), quantity: range('1460') }),
      lineWith({ ...similar(3), assumption: 'one zone' }),
    ];
    expect(estimatePage(estimateOf(lines), { title: 'x', facts: FACTS })).not.toContain('similar');
  });

  it('has the answer of a gate', () => {
    const gate = { passes: false, sentences: ['Over the budget: 68.89 is more than 5.00.', 'Next: --what-if.'] };
    expect(estimatePage(clinicEstimate(), { title: 'x', facts: FACTS, gate })).toContain(
      '<p class="answer bad">Over the budget: 68.89 is more than 5.00.</p>',
    );
  });

  it('lets no name become markup', () => {
    const line = lineWith({ constructPath: EVIL, component: EVIL, stack: EVIL, unit: EVIL, assumption: EVIL });
    const verdicts = [verdictOf(line, 'unsupported', EVIL), verdictOf(line, 'free', EVIL)];
    const evil = estimateOf([line], { notes: [EVIL], verdicts, region: EVIL });
    const savings = [{ name: EVIL, caveat: EVIL, reason: EVIL }];
    expect(estimatePage(evil, { title: EVIL, facts: [[EVIL, EVIL]], savings })).not.toContain('<script');
  });
});

describe('the page of a change', () => {
  const before = estimateOf([similar(1)]);
  const after = estimateOf([1, 2, 3].map(similar));

  it('has the difference, and similar changes with their sum', () => {
    const page = differencePage(difference(before, after), { title: 'x', facts: FACTS });
    expect(page).toContain('<dd>+65.70</dd>');
    expect(page).toContain('and 1 similar');
    expect(page).toContain('<td class="amount">+65.70</td>');
    expect(page).toContain('each of 2');
  });

  it('says unknown where the difference is not known', () => {
    const unknown = estimateOf([lineWith({ monthlyUsd: undefined, quantity: undefined })]);
    const page = differencePage(difference(unknown, estimateOf([])), { title: 'x', facts: FACTS });
    expect(page).toContain('<td class="amount">unknown</td>');
  });
});

it('the page of a comparison has both sides, the horizons and the break-even', () => {
  const bill = {
    currency: 'USD',
    months: ['2026-09'],
    services: [{ kind: 'usage', service: EVIL, byMonth: new Map([['2026-09', exact(100)]]), total: exact(100) }],
  } as unknown as Parameters<typeof compare>[0];
  const page = comparisonPage(compare(bill, clinicEstimate(), { migrationUsd: ZERO }), { title: 'x', facts: FACTS });
  expect(page).toContain('USD a month billed');
  expect(page).toContain('36 months');
  expect(page).toMatch(/Break-even: month/);
  expect(page).not.toContain('<script');
});
