import { code, folded, similarItems, tableOf } from '@careplane/pages';
import type { Block, Row } from '@careplane/pages';
import type { Estimate } from '../estimate-types';
import { unitPrice } from '../render/amounts';
import { count } from '../render/words';

/** Each price that was used, once: its date, how sure it is, and the page that it was read from. */
export function prices({ lines }: Estimate): Block[] {
  const used = lines.flatMap(({ price, unit, unitPriceUsd }) =>
    price === undefined || unitPriceUsd === undefined ? [] : [{ ...price, unit, unitPriceUsd }],
  );
  if (used.length === 0) return [];
  const each = similarItems(used, ({ region, usageType, unitPriceUsd }) =>
    [region, usageType, unitPrice(unitPriceUsd)].join('\n'),
  );
  const rows = each.map(([price]): Row => [
    code(price.usageType),
    price.region,
    `${unitPrice(price.unitPriceUsd)} for ${price.unit}`,
    price.asOf,
    price.confidence,
    price.source,
  ]);
  return [
    folded(
      count(rows.length, 'price'),
      tableOf(
        'Prices',
        [
          'usage type',
          'region',
          { name: 'USD', kind: 'number' },
          'as of',
          'confidence',
          { name: 'source', kind: 'words' },
        ],
        rows,
      ),
    ),
  ];
}
