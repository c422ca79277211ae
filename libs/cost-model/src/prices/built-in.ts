import { expandSnapshot, type CompactSnapshot } from './compact';
import type { PriceSnapshot } from './price-snapshot';

let expanded: PriceSnapshot | undefined;

/** The snapshot that comes with the package; loaded when it is first needed, because other snapshots may replace it. */
export function builtInPrices(): PriceSnapshot {
  // A static import would be read at every start, even by commands that price nothing.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (expanded ??= expandSnapshot(require('./snapshot.json') as CompactSnapshot));
}
