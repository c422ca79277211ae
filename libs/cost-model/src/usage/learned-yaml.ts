import { oneLine, wrap } from '@careplane/problems';
import { quantity } from '../render/amounts';
import { count } from '../render/words';
import type { LearnedUsage, UsageLesson } from './learn-usage';

/**
 * A usage file with the usage of a bill, each amount with the usage type that it was read from.
 *
 * @param origin the bill and its month, for the first line
 */
export function learnedYaml({ learned, open }: UsageLesson, origin: string): string {
  const addresses = new Map<string, LearnedUsage[]>();
  for (const usage of learned) addresses.set(usage.address, [...(addresses.get(usage.address) ?? []), usage]);
  return [
    ...comments([`The usage of ${origin}.`, ...openSentences(open)]),
    ...(addresses.size === 0 ? ['usage: {}'] : ['usage:', ...[...addresses].flatMap(addressYaml)]),
    '',
  ].join('\n');
}

function addressYaml([address, usages]: readonly [string, readonly LearnedUsage[]]): string[] {
  return [
    `  # ${oneLine(usages[0]?.constructPath ?? address)}`,
    `  ${JSON.stringify(address)}:`,
    ...usages.map(
      ({ key, amount, usageType, quantity: billed }) =>
        `    ${key}: ${amount.toFixed()} # ${usageType}: ${quantity(billed)} billed`,
    ),
  ];
}

function openSentences(open: UsageLesson['open']): string[] {
  if (open.length === 0) return [];
  const keys = new Map<string, string>();
  for (const { constructPath, usageKey } of open) if (!keys.has(usageKey)) keys.set(usageKey, constructPath);
  const named = [...keys].map(([key, path]) => `${key} (${path})`).join('; ');
  return [
    `${count(open.length, 'charge')} of the estimate still need usage, because no row of the bill is tagged with the resource, or several keys decide the quantity together: ${named}.`,
  ];
}

function comments(texts: readonly string[]): string[] {
  return texts.flatMap((text) =>
    wrap(text, 0, { width: 78 })
      .split('\n')
      .map((line) => `# ${line}`),
  );
}
