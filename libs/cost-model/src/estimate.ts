import { accountLines } from './account/account-lines';
import type { Charge } from './account/charged-lines';
import { dataTransferOf } from './account/data-transfer';
import { mainRegion } from './account/main-region';
import { relationsOf, type Relations } from './account/relations';
import { isAddressed, unusedUsage, usageReads, type UsageReads } from './account/unused-usage';
import { verdictOf } from './account/verdict';
import type { EstimateOptions } from './estimate-options';
import type { Estimate, Line, ResourceVerdict } from './estimate-types';
import { NOTHING, sumRanges } from './exact';
import { tiersOf } from './prices/free-tiers';
import { givenPrice, priceBook, type Price, type PriceBook } from './prices/price-book';
import { builtInPrices } from './prices/built-in';
import { priceAge } from './prices/price-age';
import { regionProblems } from './prices/region-problems';
import { addedCharges } from './resources/added-charges';
import { freeReason } from './resources/free-types';
import { notIncluded } from './resources/not-included';
import type { Component, Priceable } from './resources/priced-type';
import { pricedType } from './resources/registry';
import { readAccount } from './template/account';
import { nestedVerdict, NESTING } from './template/nested-reasons';
import { parameterProblems } from './template/parameter-problems';
import type { TemplateResource } from './template/resource';
import type { StackTemplate } from './template/template';
import { unreadReason } from './template/unread';
import { usageProblems } from './usage/usage-problems';
import { assumptions, NOTHING_ASSUMED, openKeysOf, type Assumptions } from './usage/assumptions';
import { rangeOf, usageOf } from './usage/usage-index';

const NONE: readonly Charge[] = [];

/**
 * What a set of templates costs a month, as one account: each charge of each resource with quantity, price and
 * assumption, a verdict on every resource, and what is wrong with the input. Never throws for what a template holds.
 */
export function estimate(templates: readonly StackTemplate[], options: EstimateOptions = {}): Estimate {
  const region = mainRegion(templates, options.region);
  const snapshot = options.prices ?? builtInPrices();
  const accountsOf = (stackSet: TemplateResource) =>
    rangeOf(usageOf(options.usage, stackSet)['accounts'])?.expected.toNumber();
  const account = readAccount(templates, { region, parameters: options.parameters ?? {}, accountsOf });
  const relations = relationsOf(account.resources);
  const book = priceBook(snapshot);
  const date = options.date ?? snapshot.asOf;
  const profile = options.usageProfile;
  const reads = usageReads();
  const dated = { ...options, region, date, reads };
  const judged = account.resources.map((resource) =>
    NESTING.has(resource.type)
      ? { resource, charges: NONE, ...nestedVerdict(resource, account.stacks, accountsOf(resource)) }
      : judge(resource, relations, dated, book),
  );
  const charged = [...judged, ...dataTransferOf(account.resources, region, options, book)];

  const linesOf = accountLines(charged.flatMap(({ charges }) => charges));
  const lines: Line[] = [];
  const verdicts: ResourceVerdict[] = [];
  for (const { resource, charges, verdict, reason } of charged) {
    const first = lines.length;
    for (const charge of charges) {
      const own = linesOf(charge);
      if (Array.isArray(own)) lines.push(...(own as readonly Line[]));
      else lines.push(own as Line);
    }
    const judgement = verdict === undefined ? verdictOf(lines.slice(first), charges) : { verdict, reason };
    const { stack, logicalId, constructPath, type } = resource;
    verdicts.push({ stack, logicalId, constructPath, resourceType: type, ...judgement });
  }
  for (const { condition, type, ...place } of account.leftOut) {
    const reason = `Not created: the condition ${condition} is false with these parameters.`;
    verdicts.push({ ...place, resourceType: type, verdict: 'free', reason });
  }
  const age = priceAge(lines, snapshot.asOf);
  return {
    region,
    pricesAsOf: age.oldest,
    oldPricesPercent: age.olderThanAYearPercent,
    lines,
    verdicts,
    totals: sumRanges(lines.map(({ monthlyUsd }) => monthlyUsd ?? NOTHING)),
    ...(profile && {
      assumed: { profile: profile.name, words: profile.words, besideFile: options.usage !== undefined },
    }),
    notes: [...account.notes(), ...unusedUsage(options.usage, ofUsage(account.resources), reads)],
    problems: [
      ...regionProblems(templates, region),
      ...parameterProblems(templates, options.parameters ?? {}),
      ...account.problems,
      ...usageProblems(options.usage, account.resources),
    ],
  };
}

/** A resource with its charges, or with the reason why it has none. */
export interface PricedResource {
  readonly resource: Charge['resource'];
  readonly charges: readonly Charge[];
  readonly verdict?: 'free' | 'needs usage' | 'unsupported';
  readonly reason?: string;
}

/** Resources that usage is read for here; that of stack sets is read with their templates. */
function ofUsage(resources: readonly TemplateResource[]): readonly TemplateResource[] {
  return resources.filter(({ type }) => !NESTING.has(type));
}

type DatedOptions = EstimateOptions & { readonly date: string; readonly reads: UsageReads };

function judge(
  resource: TemplateResource,
  relations: Relations,
  options: DatedOptions,
  book: PriceBook,
): PricedResource {
  const type = pricedType(resource.type);
  const free = type === undefined ? freeReason(resource.type) : undefined;
  if (type === undefined && free === undefined) {
    return { resource, charges: NONE, verdict: 'unsupported', reason: unsupportedReason(resource.type) };
  }
  const componentsWith = (assumed: Assumptions): readonly Component[] | { readonly free: string } => {
    const ofResource = () => priceable(resource, relations, options, assumed);
    const priced = type?.charges(ofResource()) ?? { free: free ?? '' };
    const left = [...addedCharges(resource, ofResource), ...notIncluded(resource)];
    if ('free' in priced) return left.length === 0 ? priced : left;
    return [...priced, ...left];
  };
  const given = componentsWith(NOTHING_ASSUMED);
  if ('free' in given) return { resource, charges: NONE, verdict: 'free', reason: given.free };
  // A profile fills gaps only: it changes nothing that the template or the usage file decides.
  const { usageProfile: profile } = options;
  const assumed = profile === undefined ? NOTHING_ASSUMED : assumptions(profile, openKeysOf(given));
  const completed = assumed === NOTHING_ASSUMED ? given : componentsWith(assumed);
  const reasonOf = assumed === NOTHING_ASSUMED ? () => undefined : reasonsBeside(given, assumed);
  const charges = ('free' in completed ? given : completed).map((component): Charge => {
    const price = priceOf(component, resource.region, book);
    const tiers = price === undefined ? [] : tiersOf(price, resource.region, options);
    const reason = reasonOf(component);
    return { resource, component, tiers, ...(price && { price }), ...(reason && { assumed: reason }) };
  });
  return { resource, charges };
}

/** Why usage was assumed for a charge: only where it has another quantity than before. */
function reasonsBeside(given: readonly Component[], { reasonOf }: Assumptions) {
  const settled = new Set(given.map(amountText));
  return (component: Component) => (settled.has(amountText(component)) ? undefined : reasonOf(component.usageKey));
}

/** A charge with its quantity: another text than before has another quantity. */
function amountText({ component, quantity }: Component): string {
  return [component, quantity?.low, quantity?.expected, quantity?.high].join(' ');
}

function priceOf({ price, givenPriceUsd }: Component, region: string, book: PriceBook): Price | undefined {
  if (price === undefined) return undefined;
  return givenPriceUsd === undefined ? book(price, region) : givenPrice(price, region, givenPriceUsd);
}

function priceable(
  resource: TemplateResource,
  relations: Relations,
  { usage: file, date, reads }: DatedOptions,
  { amountOf }: Assumptions,
): Priceable {
  const usage = usageOf(file, resource);
  const read = (of: TemplateResource, key: string) => {
    if (isAddressed(file, of)) reads.add(of, key);
  };
  return {
    resource,
    region: resource.region,
    date,
    usage: (key) => {
      read(resource, key);
      return rangeOf(usage[key]) ?? amountOf(resource.type, key);
    },
    usageOf: (other, key) => {
      read(other, key);
      return rangeOf(usageOf(file, other)[key]) ?? amountOf(other.type, key);
    },
    choice: (key) => {
      read(resource, key);
      return typeof usage[key] === 'string' ? usage[key] : undefined;
    },
    target: (path) => relations.target(resource, path),
    targets: (path) => relations.targets(resource, path),
    targetOf: (other, path) => relations.target(other, path),
    ofType: (type) => relations.ofType(type),
    present: (type) => relations.ofType(type).length > 0,
    referrers: (type, path) => relations.referrers(resource, type, path),
    referrersOf: (other, type, path) => relations.referrers(other, type, path),
  };
}

function unsupportedReason(type: string): string {
  const unread = unreadReason(type);
  if (unread !== undefined) return unread;
  if (type === '') return 'The resource has no type.';
  return type.startsWith('AWS::')
    ? `${type} is not priced by Careplane; its cost is missing from the totals.`
    : `${type} is not an AWS type; the charges of its provider are not known.`;
}
