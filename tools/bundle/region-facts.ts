// What the CDK knows of regions, as data. The CDK registers some eleven thousand facts, one call after another, each time it starts;
// a synthesis asks for a few facts of one or two regions.
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** File of the CDK that registers the facts, from the CDK's folder. */
export const REGION_FACTS = 'region-info/lib/built-ins.generated.js';

interface FactModule {
  /** By region and name. Private in the CDK's types. */
  readonly Fact: { readonly database: Readonly<Record<string, Readonly<Record<string, string>>>> };
}

/**
 * A file in place of REGION_FACTS: it registers the same facts as one text of JSON for each region, which is parsed when someone asks
 * for the region.
 *
 * @param cdk folder of the CDK
 * @throws Error when the CDK keeps its facts in another way
 */
export function regionFacts(cdk: string): string {
  const load = createRequire(join(cdk, 'package.json'));
  // The CDK's own code registers the facts here, when its module is loaded.
  load('./region-info/lib/index.js');
  const { database } = (load('./region-info/lib/fact.js') as FactModule).Fact;
  const texts = Object.entries(database).map(([region, facts]) => [region, JSON.stringify(facts)]);
  if (texts.length === 0) throw new Error('the CDK has no facts in Fact.database: look at region-facts.ts again');
  return `"use strict";
const TEXTS = ${JSON.stringify(Object.fromEntries(texts))};
class BuiltIns {
  static register() {
    const { database } = require('./fact').Fact;
    for (const [region, text] of Object.entries(TEXTS)) {
      let facts;
      const get = () => facts ??= Object.assign(Object.create(null), JSON.parse(text));
      Object.defineProperty(database, region, { enumerable: true, configurable: true, get });
    }
  }
}
exports.BuiltIns = BuiltIns;
`;
}
