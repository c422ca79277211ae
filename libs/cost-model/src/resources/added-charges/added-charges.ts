import type { TemplateResource } from '../../template/resource';
import { costs, type NotIncluded } from '../not-included/not-included';
import { metered, type Component, type Metered, type Priceable, type UsageKey } from '../priced-type';

/** A property that adds a charge whose amount is usage, to a type that is priced or free otherwise. */
export interface AddedCharge extends Omit<NotIncluded, 'charge'> {
  /** One for each price; the key of each is a usage key of the type. */
  readonly charges: readonly (Metered & { readonly what: string })[];
  /** Whether the property costs for this resource. @default always */
  readonly applies?: (resource: TemplateResource) => boolean;
}

/** The rows of one CloudFormation type. */
export type AddedChargeTable = Readonly<Record<string, readonly AddedCharge[]>>;

/** The charges that the properties of a resource add, each once. */
export function chargesAdded(priceable: Priceable, rows: readonly AddedCharge[]): readonly Component[] {
  const { resource } = priceable;
  const set = rows.filter((row) => row.applies?.(resource) !== false && costs(row, resource));
  const byKey = new Map(set.flatMap(({ charges }) => charges).map((charge) => [charge.key, charge]));
  return [...byKey.values()].map(({ what: _, ...charge }) => metered(priceable, charge));
}

/** The usage keys of these charges. */
export function usageOfCharges(rows: readonly AddedCharge[]): Readonly<Record<string, UsageKey>> {
  const charges = rows.flatMap(({ charges }) => charges);
  return Object.fromEntries(
    charges.map(({ key, unit, what, per }) => [
      key,
      { unit: per === undefined ? unit : unit.replace(/^\S+ /, ''), what },
    ]),
  );
}
