import { exact } from '../exact';
import { withUnit } from './amounts';

it.each([
  [1, 'months', '1 month'],
  [2, 'months', '2 months'],
  [0.5, 'months', '0.5 months'],
  [1, 'alarm metrics', '1 alarm metric'],
  [1, 'requests a second', '1 request a second'],
  [1, 'queries', '1 query'],
  [1, 'GB', '1 GB'],
  [1, 'IOPS', '1 IOPS'],
  [1, '1M requests', '1 1M requests'],
])('%d %s is written as %s', (amount, unit, text) => expect(withUnit(exact(amount), unit)).toBe(text));
