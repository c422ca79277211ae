import type { Range, Exact } from '../estimate-types';
import { flat } from '../exact';
import type { PriceKey } from '../prices/price-snapshot';
import type { TemplateResource } from '../template/resource';

/** A usage key of a resource type, in AWS's own terms, with its unit. */
export interface UsageKey {
  readonly unit: string;
  /** What is counted; a phrase. */
  readonly what: string;
  /** For a choice instead of an amount: what may be chosen. */
  readonly choices?: readonly string[];
}

/** A charge of a resource, as the pricing page lists it. */
export interface Component {
  /** As on the pricing page, such as `NAT gateway hours`. */
  readonly component: string;
  /** Of one displayed quantity: `hours`, `GB`, `1M requests`. */
  readonly unit: string;
  /** A month's quantity in the price list's unit. Undefined where it is not known: `usageKey` or `unresolved` says why. */
  readonly quantity: Range | undefined;
  /** Undefined where the property that decides the price is known only at deployment. */
  readonly price: PriceKey | undefined;
  /** Price of one unit of the price list that the usage file gives, where AWS's list cannot: SMS differ by country. */
  readonly givenPriceUsd?: Exact;
  /** Units of the price list in one displayed unit: 1,000,000 for `1M requests`. @default 1 */
  readonly per?: number;
  /** The tiers of the price count for each resource by itself, as IOPS of a volume do, and not for the account. @default false */
  readonly tiersOfResource?: boolean;
  /** Usage that gives the quantity. */
  readonly usageKey?: string;
  /** Property that decides the quantity and that is known only at deployment. */
  readonly unresolved?: string;
  /** A sentence: what was assumed. */
  readonly assumption?: string;
  /** Path of the property that adds this charge, which the estimate names and does not calculate. */
  readonly notIncluded?: string;
}

/** What the charges of a resource depend on: itself, its usage, and resources beside it. */
export interface Priceable {
  readonly resource: TemplateResource;
  readonly region: string;
  /** Day whose rates apply, YYYY-MM-DD. */
  readonly date: string;
  /** Amount of a usage key; undefined if it was not given. */
  usage(key: string): Range | undefined;
  /** Amount of a usage key of another resource. */
  usageOf(resource: TemplateResource, key: string): Range | undefined;
  /** Choice of a usage key; undefined if it was not given. */
  choice(key: string): string | undefined;
  /** The first resource of these templates that a property refers to. */
  target(path: string): TemplateResource | undefined;
  /** All resources of these templates that a property refers to, each once. */
  targets(path: string): readonly TemplateResource[];
  /** The first one of another resource. */
  targetOf(resource: TemplateResource, path: string): TemplateResource | undefined;
  /** All resources of a type, in the order of the templates. */
  ofType(type: string): readonly TemplateResource[];
  /** Whether these templates hold a resource of a type. */
  present(type: string): boolean;
  /** Resources of a type, of all stacks, whose property refers to this resource. */
  referrers(type: string, path: string): readonly TemplateResource[];
  /** The same of another resource. */
  referrersOf(resource: TemplateResource, type: string, path: string): readonly TemplateResource[];
}

/** Reason why a resource, set up as it is, costs nothing by itself. */
export interface FreeOfCharge {
  readonly free: string;
}

/** How one CloudFormation type is charged. */
export interface PricedType {
  readonly type: string;
  readonly usage?: Readonly<Record<string, UsageKey>>;
  readonly charges: (priceable: Priceable) => readonly Component[] | FreeOfCharge;
}

type Amount = number | string | Exact | Range;

/** A charge whose quantity the template decides. */
export function charge(
  component: string,
  unit: string,
  quantity: Amount | undefined,
  price: PriceKey | undefined,
  more: Pick<Component, 'per' | 'assumption' | 'usageKey' | 'unresolved' | 'givenPriceUsd' | 'tiersOfResource'> = {},
): Component {
  const range = quantity === undefined || isRange(quantity) ? quantity : flat(quantity);
  return { component, unit, quantity: range, price, ...more };
}

/** A charge whose quantity comes from the usage file, under `key`. */
export interface Metered extends Pick<Component, 'per' | 'assumption'> {
  readonly key: string;
  readonly component: string;
  readonly unit: string;
  readonly price: PriceKey | undefined;
}

export function metered({ usage }: Priceable, { key, ...charge }: Metered): Component {
  return { ...charge, quantity: usage(key), usageKey: key };
}

function isRange(amount: Amount): amount is Range {
  return typeof amount === 'object' && 'expected' in amount;
}
