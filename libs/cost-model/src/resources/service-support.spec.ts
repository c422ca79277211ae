import { charge } from './priced-type';
import { cacheSupport, documentSupport, searchSupport } from './service-support';

const NODES = charge('Nodes', 'hours', 100, 'AmazonElastiCache/NodeUsage:cache.t3.small/redis');

/** Hours of the nodes that Extended Support of a hundred is worth; undefined in standard support. */
function cache(engine: string, version: string | undefined, date: string): string | undefined {
  const [support] = cacheSupport(NODES, engine, version, date);
  return support?.quantity?.expected.toString();
}

test.each([
  ['redis', '5.0.6', '2026-01-31', undefined],
  ['redis', '5.0.6', '2026-02-01', '80'],
  ['redis', '4.0.10', '2028-01-31', '80'],
  ['redis', '4.0.10', '2028-02-01', '160'],
  ['redis', '6.2', '2027-01-31', undefined],
  ['Redis', '6.x', '2027-02-01', '80'],
  ['redis', '7.1', '2030-01-01', undefined],
  ['redis', '', '2030-01-01', undefined],
  ['redis', undefined, '2030-01-01', undefined],
  ['valkey', '5.0.6', '2030-01-01', undefined],
  ['memcached', '1.4.5', '2030-01-01', undefined],
])('%s %s on %s', (engine, version, date, hours) => {
  expect(cache(engine, version, date)).toBe(hours);
});

test.each([
  ['OpenSearch_1.2', true],
  ['OpenSearch_1.3', false],
  ['OpenSearch_2.9', true],
  ['OpenSearch_2.11', false],
  ['OpenSearch_2.19', false],
  ['Elasticsearch_6.7', true],
  ['Elasticsearch_6.8', false],
  ['Elasticsearch_7.10', false],
  ['7.1', true],
  ['7.10', false],
  ['5.6', true],
  ['', false],
  [undefined, false],
])('a domain of %s in 2026', (version, isCharged) => {
  expect(searchSupport(version, '2026-11-30')).toHaveLength(isCharged ? 1 : 0);
  expect(searchSupport(version, '2025-11-07')).toEqual([]);
});

test('Elasticsearch 7.9 and 7.10 follow in 2027, and DocumentDB 3.6 began in July 2026', () => {
  expect(searchSupport('Elasticsearch_7.10', '2027-11-08')).toHaveLength(1);
  expect(documentSupport('3.6.0', '2026-06-30')).toEqual([]);
  expect(documentSupport('3.6.0', '2026-07-01')).toHaveLength(1);
  expect(documentSupport('5.0.0', '2030-01-01')).toEqual([]);
});
