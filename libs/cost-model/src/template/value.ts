/** A template's value after its intrinsic functions: data, with holes for values that only AWS knows. */
export type Value =
  string | number | boolean | null | Unresolved | readonly Value[] | { readonly [key: string]: Value };

/** A resource, or one of its attributes, that a value depends on. */
export interface Reference {
  readonly stack: string;
  readonly logicalId: string;
  readonly attribute?: string;
}

/** A value that is known only at deployment. It stays unknown, and nothing is guessed. */
export class Unresolved {
  constructor(
    /** Why, such as `the SSM parameter /a/b is read at deployment`. */
    readonly why: string,
    /** Resources that the value comes from: enough to join a service to its task definition. */
    readonly references: readonly Reference[] = [],
    /** Text that follows the last part that is not known: `/index/by-date` of `table/${Table}/index/by-date`. */
    readonly ending = '',
  ) {}
}

export function isUnresolved(value: unknown): value is Unresolved {
  return value instanceof Unresolved;
}

export function isMap(value: unknown): value is { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unresolved);
}

/** Whether a value says yes. CloudFormation reads YAML 1.1, where `yes` and `on` are true as well. */
export function isYes(value: unknown): boolean {
  return value === true || (typeof value === 'string' && ['true', 'yes', 'on'].includes(value.toLowerCase()));
}

/** One hole for several: the reasons without repetition, all references, and the text that follows the last one. */
export function mergeUnresolved(holes: readonly Unresolved[], ending = ''): Unresolved {
  const reasons = [...new Set(holes.map(({ why }) => why))];
  return new Unresolved(
    reasons.slice(0, 3).join('; '),
    holes.flatMap(({ references }) => references),
    ending,
  );
}

/** Holes anywhere inside a value. */
export function holesIn(value: Value): Unresolved[] {
  if (isUnresolved(value)) return [value];
  if (Array.isArray(value)) return value.flatMap(holesIn);
  if (isMap(value)) return Object.values(value).flatMap(holesIn);
  return [];
}
