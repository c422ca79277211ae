import { readFileSync } from 'node:fs';
import { BadInput } from '@careplane/command-line';
import { builtInPrices } from '@careplane/cost-model/estimate';
import { snapshotProblems } from '@careplane/cost-model/price-list';
import type { PriceSnapshot } from '@careplane/cost-model/estimate';
import { systemErrorReason, shellWord } from '@careplane/problems';

/**
 * The prices of a snapshot file, or those that come with Careplane.
 *
 * @throws BadInput when the file cannot be read or has a hole
 */
export function pricesOf(file: string | undefined): PriceSnapshot {
  if (file === undefined) return builtInPrices();
  const value = readPriceFile(file);
  const problems = snapshotProblems(file, value);
  if (problems.length > 0) throw new BadInput(`${file} is not a usable price snapshot.`, problems);
  return value as PriceSnapshot;
}

/**
 * What a snapshot file holds, unchecked.
 *
 * @throws BadInput when it cannot be read or is no JSON
 */
export function readPriceFile(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new BadInput(
      `${file} cannot be read: ${systemErrorReason(error)}. Create it with: careplane-cost prices refresh --out ${shellWord(file)}`,
    );
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new BadInput(`${file} is not valid JSON: ${(error as Error).message.slice(0, 120)}.`);
  }
}
