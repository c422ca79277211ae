import { HOURS_A_MONTH } from '../hours';
import { isFlat, usd, usdRange } from '../render/amounts';
import { count } from '../render/words';
import { sumRanges } from '../exact';
import type { Actual } from './actual';

/** Resources that a sentence names. */
const MAX_NAMED = 3;

/** What a reader must know of the comparison, as sentences. */
export function actualSentences(actual: Actual): string[] {
  return [
    ...(actual.hasTags ? billedSentences(actual) : [NO_TAGS]),
    ...notBilledSentences(actual),
    ...(actual.elsewhereUsd.isZero() || !actual.hasTags
      ? []
      : [
          `Elsewhere: ${usd(actual.elsewhereUsd)} of other stacks, or of charges that AWS does not tag, such as data transfer and metrics.`,
        ]),
    `A month of the estimate has ${HOURS_A_MONTH} hours; ${actual.month} has ${actual.hours}.`,
  ];
}

const NO_TAGS =
  'The bill has no tags of CloudFormation, so only services can be compared, for the whole account. Activate the cost allocation tags aws:cloudformation:stack-name and aws:cloudformation:logical-id in the Billing console of the payer account. They apply to charges from then on.';

function billedSentences({ resources, inStacksUsd, estimatedUsd, month }: Actual): string[] {
  const outside = resources.filter(({ withinRange }) => withinRange === false);
  return [
    `${usd(inStacksUsd)} USD were billed for these stacks in ${month}; the estimate expects ${usd(estimatedUsd.expected)}${isFlat(estimatedUsd) ? '' : `, and allows ${usdRange(estimatedUsd)}`}.`,
    ...(outside.length === 0
      ? []
      : [`${count(outside.length, 'resource')} cost less than the low or more than the high of the estimate.`]),
  ];
}

function notBilledSentences({ notBilled, hasTags }: Actual): string[] {
  if (!hasTags || notBilled.length === 0) return [];
  const total = sumRanges(notBilled.flatMap(({ estimatedUsd }) => estimatedUsd ?? []));
  const named = notBilled
    .slice(0, MAX_NAMED)
    .map(({ constructPath, estimatedUsd }) => `${constructPath} ${usd(estimatedUsd?.expected ?? total.expected)}`)
    .join(', ');
  const more = notBilled.length > MAX_NAMED ? `, and ${notBilled.length - MAX_NAMED} more` : '';
  return [
    `No row is tagged with ${count(notBilled.length, 'resource')} of the estimate, ${usd(total.expected)} a month: ${named}${more}. They are not deployed, were created before the tags, or belong to a type that AWS does not tag on bills.`,
  ];
}
