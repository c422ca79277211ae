import { oneLine, wrap } from '@careplane/problems';
import { usd, usdRange } from '../render/amounts';
import { count } from '../render/words';
import type { DraftAddress, DraftKey, UsageDraft } from './usage-draft';

/**
 * A usage file to fill in: each key with its unit and the reason of its amount, the most expensive address first. A key without
 * an assumption is a comment.
 *
 * @param command how the file is used, for its first lines
 */
export function draftYaml({ addresses, before, after }: UsageDraft, command: string): string {
  return [
    ...comments(
      [
        `The usage of a month, for: ${command}`,
        `Every amount is an assumption for a modest month. Replace it with your own figure, or with last month's: careplane-cost usage learn.`,
        `Fixed are ${usd(before.totals.expected)} USD a month; with these amounts ${usdRange(after.totals)}, ${usd(after.totals.expected)} as expected.`,
        `An amount under a type counts for each of its resources. Under a stack, a construct path or the beginning of one it counts for the resources there, and wins over the type. A value is a number or { low: 1, expected: 2, high: 3 }.`,
      ],
      0,
    ),
    ...(addresses.length === 0 ? ['usage: {}'] : ['usage:', ...addresses.flatMap(addressYaml)]),
    '',
  ].join('\n');
}

function addressYaml({ address, resources, keys, costUsd }: DraftAddress): string[] {
  const [first = ''] = resources;
  const which = resources.length === 1 ? first : `${count(resources.length, 'resource')}, such as ${first}`;
  return [
    ...comments([`${oneLine(which)}: ${usd(costUsd)} USD a month with these amounts.`], 2),
    `  ${JSON.stringify(address)}:`,
    ...keys.flatMap(keyYaml),
  ];
}

function keyYaml({ key, unit, what, choices, assumed }: DraftKey): string[] {
  const meaning = `${unit === '' ? '' : `${unit} `}${what}`;
  if (assumed !== undefined) return [...comments([`${meaning}: ${assumed.why}`], 4), `    ${key}: ${assumed.amount}`];
  return [`    # ${key}: ${choices === undefined ? '' : choices.join(' or ')}  (${meaning})`.replace(':   (', ': (')];
}

function comments(texts: readonly string[], indent: number): string[] {
  const space = ' '.repeat(indent);
  return texts.flatMap((text) =>
    wrap(text, 0, { width: 78 - indent })
      .split('\n')
      .map((line) => `${space}# ${line}`),
  );
}
