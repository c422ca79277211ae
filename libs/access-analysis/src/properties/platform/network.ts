import type { Ends, NetworkProperty } from '../terms';

/** Citations that properties about the network are proofs for. */
const ACCESS = ['164.312(a)(1)', '164.312(e)(1)'];

const INTERNET: Ends = { kind: ['internet'] };
/** Everything that stores patient data, and is in a VPC. */
const STORES: Ends = { kind: ['database', 'cache', 'file system'] };
/** What runs code of the platform's owner. */
const CODE: Ends = { kind: ['service', 'job', 'function', 'build', 'instance'] };
const PRODUCTION: Ends = { environment: 'production' };
const PUBLIC_ENTRY: Ends = { kind: ['load balancer'], firewall: true, public: true };

/** Ports of remote shells and desktops: SSH, Telnet, RDP, VNC, WinRM. */
const SHELLS = [22, 23, 3389, 5900, 5985, 5986];

function noWay(name: string, words: string, terms: Omit<NetworkProperty, 'kind' | 'name' | 'words'>): NetworkProperty {
  return { kind: 'network', name, words, citations: ACCESS, ...terms };
}

/** What must hold of the network of any template. */
export const ANY_NETWORK: readonly NetworkProperty[] = [
  noWay('internet-reaches-no-store', 'no host of the internet opens a connection to a database, cache or file system', {
    from: INTERNET,
    to: STORES,
    direct: true,
  }),
  noWay('internet-reaches-no-shell', 'no host of the internet opens a remote shell or desktop', {
    from: INTERNET,
    to: { not: [INTERNET] },
    direct: true,
    ports: { of: SHELLS },
  }),
];

/** What must hold of the network of every platform of the toolkit. */
export const NETWORK: readonly NetworkProperty[] = [
  ...ANY_NETWORK,
  noWay('internet-reaches-load-balancers-only', 'hosts of the internet open connections to load balancers alone', {
    from: INTERNET,
    to: { not: [INTERNET, { kind: ['load balancer'] }] },
    direct: true,
  }),
  noWay('internet-uses-web-ports-only', 'hosts of the internet open no other ports than 80 and 443', {
    from: INTERNET,
    to: { not: [INTERNET] },
    direct: true,
    ports: { except: [80, 443] },
  }),
  noWay('internet-passes-the-firewall', 'hosts of the internet open no connection to a load balancer without AWS WAF', {
    from: INTERNET,
    to: { kind: ['load balancer'], not: [{ firewall: true }] },
    direct: true,
  }),
  noWay('services-are-behind-the-firewall', 'no way leads from the internet to code except through AWS WAF', {
    from: INTERNET,
    to: CODE,
    onlyThrough: { kind: ['load balancer'], firewall: true },
  }),
  noWay('stores-are-behind-services', 'no way leads from the internet to a store of data except through a service', {
    from: INTERNET,
    to: STORES,
    onlyThrough: { kind: ['service'] },
  }),
  noWay('stores-are-behind-the-firewall', 'no way leads from the internet to a store of data except through AWS WAF', {
    from: INTERNET,
    to: STORES,
    onlyThrough: { kind: ['load balancer'], firewall: true },
  }),
  noWay('stores-open-no-connection', 'no database, cache or file system opens a connection', {
    from: STORES,
    to: {},
    direct: true,
  }),
  noWay(
    'no-way-from-staging-to-production',
    'no way leads from staging to production, except through the public load balancers that everyone reaches',
    { from: { environment: 'nonproduction' }, to: { ...PRODUCTION, not: [PUBLIC_ENTRY] }, onlyThrough: PUBLIC_ENTRY },
  ),
  noWay(
    'no-way-from-production-to-staging',
    'no way leads from production to staging, except through the public load balancers that everyone reaches',
    { from: PRODUCTION, to: { environment: 'nonproduction', not: [PUBLIC_ENTRY] }, onlyThrough: PUBLIC_ENTRY },
  ),
];
