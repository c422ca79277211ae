// Rows beside what they come from. The texts of the sources are not in this repository: testing/compared-sources.csv keeps, for each source whose
// text was at hand, how many of its rows were equal to the text and a digest of them. Who changes such a row compares again.
import { createHash } from 'node:crypto';
import { exact } from '../exact';
import { COMPARED, ROWS, SOURCES, type Row } from '../testing/price-rows';

const listedRowsOf = (source: string) =>
  ROWS.filter((row) => row.source === source && row.confidence === 'listed')
    .map(({ key, region, usd }) => `${key} ${region} ${usd}\n`)
    .sort();

test.each(COMPARED)('the rows of $source are those that were compared with its text', ({ source, rows, sha256 }) => {
  const listed = listedRowsOf(source);
  expect(listed).toHaveLength(Number(rows));
  expect(createHash('sha256').update(listed.join('')).digest('hex')).toBe(sha256);
});

test('nine tenths of the listed rows were compared, and no source that is not in the list', () => {
  const compared = new Set(COMPARED.map(({ source }) => source));
  const listed = ROWS.filter(({ confidence }) => confidence === 'listed');
  expect(listed.filter(({ source }) => compared.has(source)).length / listed.length).toBeGreaterThan(0.9);
  expect([...compared].filter((source) => !SOURCES.some((each) => each.source === source))).toEqual([]);
});

/** Sizes of a class, in extra large ones. */
function sizeOf(size: string): number | undefined {
  const small: Readonly<Record<string, number>> = {
    nano: 1 / 32,
    micro: 1 / 16,
    small: 1 / 8,
    medium: 1 / 4,
    large: 1 / 2,
    xlarge: 1,
  };
  return small[size] ?? (Number(/^(\d+)xlarge$/.exec(size)?.[1]) || undefined);
}

interface SizedRow {
  readonly row: Row;
  /** Class, engine and kind of deployment: what a size is compared within. */
  readonly group: string;
  readonly size: number;
  readonly zones: number;
}

function sized(row: Row): SizedRow | undefined {
  const pattern =
    /^(\w+)\/(BoxUsage|InstanceUsage|InstanceUsageIOOptimized|Multi-AZUsage):((?:db\.)?[a-z0-9-]+)\.([a-z0-9]+)(\/[\w-]+)?$/;
  const [, service = '', usage = '', family = '', sizeName = '', engine = ''] = pattern.exec(row.key) ?? [];
  const size = sizeOf(sizeName);
  if (size === undefined) return undefined;
  const storage = usage.endsWith('IOOptimized') ? 'I/O-Optimized' : '';
  const group = `${service} ${storage} ${family} ${engine.replace('mariadb', 'mysql')}`;
  return { row, group, size, zones: usage === 'Multi-AZUsage' ? 2 : 1 };
}

const US = ['us-east-1', 'us-east-2', 'us-west-2'];
const LISTED = new Map<string, SizedRow[]>();
for (const row of ROWS.filter(({ confidence, usd }) => confidence === 'listed' && !usd.includes(':'))) {
  const of = sized(row);
  if (of !== undefined) LISTED.set(of.group, [...(LISTED.get(of.group) ?? []), of]);
}

/** Whether a listed row of the same class gives a price by the rule, but for rounding. */
function followsFrom({ row, group, size, zones }: SizedRow): boolean {
  const usd = exact(row.usd);
  return (LISTED.get(group) ?? []).some((base) => {
    const isSameMarket = base.row.region === row.region || (US.includes(base.row.region) && US.includes(row.region));
    const byRule = exact(base.row.usd)
      .times(String((size * zones) / (base.size * base.zones)))
      .minus(usd)
      .abs();
    return isSameMarket && byRule.lte(exact('0.0015').plus(usd.times('0.005')));
  });
}

test.each([
  ['derived.csv', 1371],
  ['ec2-derived.csv', 346],
])('each row of %s follows from a listed row by size, zones, and the parity of the US regions', (file, count) => {
  const rows = ROWS.filter((row) => row.file === file);
  expect(rows).toHaveLength(count);
  const wrong = rows.filter((row) => {
    const own = sized(row);
    return own === undefined || !followsFrom(own);
  });
  expect(wrong.map(({ key, region, usd }) => `${key} ${region} ${usd}`)).toEqual([]);
});
