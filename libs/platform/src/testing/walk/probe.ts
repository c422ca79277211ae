import { schemaFaults } from '../schema-validator';
import type { Scalar } from './trace';

/** A limit of CloudFormation on a property. */
export interface Limit {
  readonly rule: string;
  readonly message: string;
}

export type Value = string | number | boolean;

/** Lengths, ranges, patterns, enums and formats; not types and missing properties. */
const LIMITS = /^(?:F3030|F3031|F3033|F3034|W3030|E3030|E3031|E1103|E9006)$/;

/**
 * For each value, what CloudFormation's schema says when the property has it. The resource is cut down to the way to the
 * property, so that a thousand probes take a second.
 */
export function limitsOf(scalar: Scalar, values: readonly Value[]): (Limit | undefined)[] {
  const { type, resource } = scalar;
  const properties = resource.in.template.Resources[resource.id]?.Properties;
  const way = (value: Value) => resolved(only(properties, scalar.path, value), resource.in.region);
  const probes = values.map((value, index) => [`R${index}`, { Type: type, Properties: way(value) }] as const);
  const faults = schemaFaults(JSON.stringify({ Resources: Object.fromEntries(probes) }), resource.in.region);
  const found = new Map<string, Limit>();
  for (const { rule, message, logicalId } of faults) if (LIMITS.test(rule)) found.set(logicalId, { rule, message });
  return values.map((_, index) => found.get(`R${index}`));
}

/** The part of a value that is on a path, with another scalar at its end; inside of a function everything stays. */
function only(value: unknown, [step, ...rest]: Scalar['path'], end: Value, inside = false): unknown {
  if (step === undefined) return end;
  const next = (value as Record<string | number, unknown>)[step];
  const isFunction = inside || (typeof step === 'string' && (step.startsWith('Fn::') || step === 'Ref'));
  const made = only(next, rest, end, isFunction);
  if (Array.isArray(value)) return isFunction ? value.with(Number(step), made) : [made];
  // A tag's key limits its value in no schema, and a name that is probed is the key itself.
  if (rest.length === 0 && next !== undefined && typeof next === 'object') return { [String(end)]: next };
  return isFunction ? { ...(value as object), [step]: made } : { [step]: made };
}

const PARTITION: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::AccountId': '111122223333',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** Texts that are joined from known parts, as one text: the schemas say nothing about a function. */
function resolved(value: unknown, region: string): unknown {
  if (Array.isArray(value)) return value.map((each) => resolved(each, region));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref: reference, 'Fn::Join': join } = value as {
    readonly Ref?: string;
    readonly 'Fn::Join'?: [string, unknown[]];
  };
  if (reference === 'AWS::Region') return region;
  if (reference !== undefined) return PARTITION[reference] ?? value;
  if (join !== undefined) {
    const parts = join[1].map((each) => resolved(each, region));
    return parts.every((each) => typeof each === 'string') ? parts.join(join[0]) : { 'Fn::Join': [join[0], parts] };
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolved(each, region)]));
}
