import { lookUp } from './look-up';

/** How the price list tells engines apart. MariaDB has MySQL's prices; the pluggable Oracle is charged like the other. */
const PRICED_AS: Readonly<Record<string, string>> = {
  mariadb: 'mysql',
  aurora: 'aurora-mysql',
  'oracle-se2-cdb': 'oracle-se2',
  'oracle-ee-cdb': 'oracle-ee',
};

/** An engine as the price list calls it: editions and clones of one engine may have one price. */
export function pricedEngine(engine: string): string {
  const name = engine.toLowerCase();
  return lookUp(PRICED_AS, name) ?? name;
}

/**
 * The engine whose price includes no licence. A licence of your own has one price for all editions of Oracle, which is the price
 * of Enterprise Edition: that edition comes without a licence only.
 *
 * @see https://aws.amazon.com/rds/oracle/pricing/
 */
export function licensedEngine(engine: string, licenceModel: string): string {
  const own = licenceModel === 'bring-your-own-license' || licenceModel === 'marketplace-license';
  return own && engine.toLowerCase().startsWith('oracle') ? 'oracle-ee' : engine;
}

export function isAurora(engine: string): boolean {
  return engine.toLowerCase().startsWith('aurora');
}

/**
 * Last major version whose standard support has ended; running it, or an older one, is charged as Extended Support.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html
 */
const ENDED: Readonly<Record<string, { readonly newest: number; readonly since: string }>> = {
  mysql: { newest: 8.0, since: 'August 2026' },
  postgres: { newest: 13, since: 'March 2026' },
  'aurora-mysql': { newest: 5.7, since: 'November 2024' },
  'aurora-postgresql': { newest: 13, since: 'March 2026' },
};

/** A sentence when the version is in Extended Support. MariaDB has none. */
export function extendedSupport(engine: string, version: string): string | undefined {
  const ended = engine === 'mariadb' ? undefined : lookUp(ENDED, pricedEngine(engine));
  const [, number] = /^(\d+(?:\.\d+)?)/.exec(version) ?? [];
  if (ended === undefined || number === undefined) return undefined;
  const major = pricedEngine(engine).endsWith('mysql') ? Number(number) : Math.floor(Number(number));
  if (!(major <= ended.newest)) return undefined;
  const when = major === ended.newest ? ` since ${ended.since}` : '';
  return `Version ${version} is out of standard support${when}; from the third year the price doubles.`;
}
