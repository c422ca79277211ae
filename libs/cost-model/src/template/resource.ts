import type { Exact } from '../estimate-types';
import { exact } from '../exact';
import { evaluate } from './intrinsics';
import type { Scope } from './scope';
import type { ResourceDeclaration } from './template';
import { holesIn, isMap, isUnresolved, isYes, type Reference, type Value } from './value';

/**
 * A resource of a stack. Properties are evaluated when they are asked for. The readers answer undefined where a value is
 * known only at deployment, and note it with its place: the caller must then report the unknown value and never assume one.
 */
export class TemplateResource {
  readonly type: string;
  readonly constructPath: string;
  /** Created when the first property is read, because most resources are free and their properties are never read. */
  private evaluated: Map<string, Value> | undefined;

  constructor(
    readonly stack: string,
    readonly logicalId: string,
    private readonly declaration: ResourceDeclaration,
    private readonly scope: Scope,
    private readonly note: (sentence: string) => void,
  ) {
    // A module's path is a map here until a packager has replaced it.
    this.type = typeof declaration.Type === 'string' ? declaration.Type : '';
    const path = declaration.Metadata?.['aws:cdk:path'];
    this.constructPath = typeof path === 'string' ? withoutResource(path) : logicalId;
  }

  get region(): string {
    return this.scope.region;
  }

  /** The property at a path of keys joined by dots; undefined when it is not there. */
  value(path: string): Value | undefined {
    const known = this.evaluated?.get(path);
    if (known !== undefined) return known;
    const value = path.includes('.') ? this.inside(path) : this.evaluateProperty(path);
    if (value !== undefined) (this.evaluated ??= new Map()).set(path, value);
    return value;
  }

  /** A text, or `otherwise` when the property is not there; undefined when it is known only at deployment. */
  text(path: string, otherwise = ''): string | undefined {
    const value = this.known(path);
    if (value === undefined) return undefined;
    return value === null || typeof value === 'object' ? otherwise : String(value);
  }

  flag(path: string, otherwise: boolean): boolean | undefined {
    const value = this.text(path, String(otherwise));
    return value === undefined ? undefined : isYes(value);
  }

  /** A number; undefined also where the text is none, which is noted. */
  number(path: string, otherwise: number | undefined): Exact | undefined {
    const value = this.text(path, otherwise === undefined ? '' : String(otherwise));
    if (value === undefined || value === '') return undefined;
    if (/^[+-]?\d{1,15}(\.\d{1,15})?$/.test(value.trim())) return exact(value.trim());
    this.note(`${this.place(path)} is "${value.slice(0, 40)}", which is not a number.`);
    return undefined;
  }

  /** A list, empty when the property is not there; undefined when even its length is known only at deployment. */
  list(path: string): readonly Value[] | undefined {
    const value = this.known(path);
    if (value === undefined || Array.isArray(value)) return value;
    return value === null ? [] : [value];
  }

  /** Resources that a property refers to, however deep inside. */
  references(path: string): readonly Reference[] {
    const value = this.value(path);
    return value === undefined ? [] : holesIn(value).flatMap(({ references }) => references);
  }

  place(path: string): string {
    return `${this.stack}/${this.logicalId}.${path}`;
  }

  /** Null for a property that is not there, undefined for a hole, which is noted. */
  private known(path: string): Exclude<Value, undefined> | undefined {
    const value = this.value(path) ?? null;
    if (!isUnresolved(value)) return value;
    this.note(`${this.place(path)} is not known: ${value.why}.`);
    return undefined;
  }

  private inside(path: string): Value | undefined {
    const [first = '', ...rest] = path.split('.');
    let value = this.value(first);
    for (const key of rest) value = isMap(value) && Object.hasOwn(value, key) ? value[key] : holeOr(value);
    return value;
  }

  private evaluateProperty(name: string): Value | undefined {
    const properties = this.declaration.Properties;
    if (!isPlainMap(properties)) return undefined;
    // Properties chosen as a whole: { "Fn::If": […] }.
    if ('Fn::If' in properties || 'Fn::Transform' in properties) {
      const whole = evaluate(properties, this.scope);
      return isMap(whole) ? whole[name] : holeOr(whole);
    }
    if (!Object.hasOwn(properties, name)) return undefined;
    const plain = properties[name];
    if (typeof plain !== 'object' || plain === null) return plain as Value;
    const value = evaluate({ [name]: properties[name] }, this.scope);
    return isMap(value) ? value[name] : value;
  }
}

/** The CDK calls the resource inside a construct `Resource`; people call the construct by its name. */
function withoutResource(path: string): string {
  return path.endsWith('/Resource') ? path.slice(0, -'/Resource'.length) : path;
}

function holeOr(value: Value | undefined): Value | undefined {
  return value !== undefined && isUnresolved(value) ? value : undefined;
}

function isPlainMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
