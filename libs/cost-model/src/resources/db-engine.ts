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
