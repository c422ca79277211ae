import type { Request } from './opened-assemblies';
import { requireShared, stacksOfAll, workOf } from './opened-assemblies';

const stack = (name: string, environment?: string) => ({ key: name, unit: 'acme', name, environment, template: {} });
const stacks = [stack('acme-network'), stack('acme-cluster-staging', 'staging')];

function request(onlyEnvironment: boolean): Request {
  return {
    model: { name: 'acme', unit: 'acme', account: '1', region: 'r', environments: [{ name: 'staging' }] },
    directory: 'apps/acme',
    assemblies: [{ unit: 'acme', folder: '', digest: 'd', stacks }],
    pairs: [{ unit: 'acme', environment: 'staging' }],
    onlyEnvironment,
  } as never;
}

const STAGING = { unit: 'acme', environment: 'staging' };
const SHARED = { unit: 'acme', environment: 'shared' };
const nothing = { ledger: new Map(), values: new Map() };

it('works on an environment with what it shares, on it alone, or on what is shared', () => {
  const names = (only: boolean, pair: typeof STAGING) => workOf(request(only), pair).map(({ name }) => name);
  expect(names(false, STAGING)).toEqual(['acme-network', 'acme-cluster-staging']);
  expect(names(true, STAGING)).toEqual(['acme-cluster-staging']);
  expect(names(false, SHARED)).toEqual(['acme-network']);
  expect(stacksOfAll(request(true), [STAGING])).toHaveLength(1);
});

it('refuses an environment alone while what it shares is not deployed from the same assembly', () => {
  expect(() => requireShared(request(true), [STAGING], nothing)).toThrow(
    'careplane deploy apps/acme --env shared --unit acme --assembly <folder>',
  );
  expect(() => requireShared(request(false), [STAGING], nothing)).not.toThrow();
});
