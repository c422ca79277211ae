import { counted } from '@careplane/command-line';
import { difference, estimate, MODEST_MONTH_PROFILE, undecidedGaps, usd } from '@careplane/cost-model/estimate';
import type { Difference, StackTemplate } from '@careplane/cost-model/estimate';
import type { AssembledStack } from '../assembly/assembly';
import type { PlannedStack } from './planned-stack';
import type { Template } from '../assembly/template';

/** As `cost estimate` prices a platform. */
const AS_A_PLATFORM = { usageProfile: MODEST_MONTH_PROFILE };

/**
 * What some changes cost more or less a month, as a sentence. Prices and usage that are not known are counted, never taken
 * for nothing. Usage is that of a modest month.
 */
export function costOfChanges(prepared: readonly PlannedStack[]): string {
  const changed = prepared.flatMap((each) => (each.kind === 'unchanged' ? [] : [each]));
  if (changed.length === 0) return 'no difference.';
  const before = estimate(
    changed.flatMap((each) => (each.before === undefined ? [] : [priced(each.stack, each.before)])),
    AS_A_PLATFORM,
  );
  const after = estimate(
    changed.map(({ stack }) => priced(stack, stack.template)),
    AS_A_PLATFORM,
  );
  const [problem] = [...before.problems, ...after.problems];
  if (problem !== undefined) return `not known: ${problem.path} ${problem.message}.`;
  const change = difference(before, after);
  const { unknowns } = change;
  const fresh = unknowns.filter(({ isNew }) => isNew).length;
  const unknown =
    fresh === 0 ? '' : ` Missing or incomplete: ${counted(fresh, 'resource')}, because usage or prices are unknown.`;
  const assumed = undecidedGaps(change).has('assumed') ? `, with the usage of ${MODEST_MONTH_PROFILE.words}` : '';
  return `${amountOf(change)}${assumed}, before tax.${unknown}`;
}

function amountOf({ decidedUsd: { low, expected, high }, bound }: Difference): string {
  if (bound === 'unknown') return 'unknown, may be more or less';
  const range = low.eq(high) ? '' : ` (low ${usd(low)}, high ${usd(high)})`;
  if (bound === 'exact' && expected.isZero()) return `no difference expected${range}`;
  const isLess = expected.isNegative();
  // At most 5 USD less than nothing is at least 5 USD less.
  const limit = bound === 'at most' && !isLess ? 'at most ' : 'at least ';
  return `${bound === 'exact' ? '' : limit}${usd(expected.abs())} USD a month ${isLess ? 'less' : 'more'} expected${range}`;
}

function priced({ name, region, account }: AssembledStack, template: Template): StackTemplate {
  return {
    stack: name,
    file: `${name}.template.json`,
    region,
    account,
    body: template as StackTemplate['body'],
    text: JSON.stringify(template),
  };
}
