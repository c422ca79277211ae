import { array, assert, constantFrom, property } from 'fast-check';
import { MAX_PRIORITY, routePriority } from './route-priority';
import { platformWith, serviceWith } from './testing/examples';
import { routesOf } from './normalize';

const host = constantFrom('@', 'api', 'admin', 'a-very-long-label-indeed', 'x');
const segment = constantFrom('api', 'v1', 'patients', 'a', '_', '~x.y', 'A-Z');
const segments = array(segment, { minLength: 1, maxLength: 6 });
const wildcardBelow = (path: string[]) => `/${path.join('/')}/*`;

it.each<[host: string, path: string, priority: number]>([
  // A number that changes here changes every platform's listener rules: two services' rules may meet while they move.
  ['@', '/*', 36501],
  ['api', '/*', 40685],
  ['@', '/api/*', 22112],
  ['@', '/healthz', 1323],
  ['@', '/a/b/c/*', 9652],
])('%s %s has priority %d for ever', (label, path, priority) => expect(routePriority(label, path)).toBe(priority));

it('is a priority that a listener accepts', () => {
  assert(
    property(host, array(constantFrom('/', '*', '?', 'a', 'é', '.'), { maxLength: 20 }), (label, rest) => {
      const priority = routePriority(label, `/${rest.join('')}`);
      expect(Number.isInteger(priority) && priority >= 1 && priority <= MAX_PRIORITY).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

it('puts a path without wildcard before every path with one', () => {
  assert(
    property(host, segments, host, segments, (one, exact, other, wild) => {
      expect(routePriority(one, `/${exact.join('/')}`)).toBeLessThan(routePriority(other, wildcardBelow(wild)));
    }),
    { numRuns: 2000 },
  );
});

it('puts deeper paths before shallower ones, down to four segments, and all of a host last', () => {
  assert(
    property(host, segments, host, segments, (one, a, other, b) => {
      const [shallow, deep] = a.length < b.length ? [a, b] : [b, a];
      if (Math.min(deep.length, 4) === Math.min(shallow.length, 4)) return;
      expect(routePriority(one, wildcardBelow(deep))).toBeLessThan(routePriority(other, wildcardBelow(shallow)));
      expect(routePriority(one, wildcardBelow(shallow))).toBeLessThan(routePriority(other, '/*'));
    }),
    { numRuns: 2000 },
  );
});

it('does not depend on the environment, nor on the other routes of the service', () => {
  assert(
    property(array(host, { maxLength: 5 }), segments, (hosts, path) => {
      const routes = [...hosts.map((label) => ({ host: label })), { host: 'api', paths: [wildcardBelow(path)] }];
      const service = serviceWith({ routes });
      const priorities = Object.keys(platformWith().environments).map(
        (name) => routesOf(service, name, `${name}.example`).at(-1)?.priority,
      );
      expect(new Set(priorities)).toEqual(new Set([routePriority('api', wildcardBelow(path))]));
    }),
    { numRuns: 300 },
  );
});
