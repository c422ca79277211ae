import { cidrBlocks } from './cidr';
import type { Scope } from './scope';
import { substitute } from './substitute';
import { holesIn, isMap, isUnresolved, mergeUnresolved, Unresolved, type Value } from './value';

type Intrinsic = (argument: unknown, scope: Scope) => Value;

/**
 * CloudFormation's functions, by the key that calls them.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope) =>
    typeof argument === 'string' ? scope.ref(argument) : new Unresolved('Ref has no resource name'),
  Condition: (argument, scope) =>
    typeof argument === 'string' ? scope.condition(argument) : new Unresolved('Condition has no name'),
  'Fn::GetAtt': (argument, scope) => attributeOf(evaluate(argument, scope), scope),
  'Fn::Sub': (argument, scope) => substitute(argument, scope),
  'Fn::Join': (argument, scope) => join(evaluate(argument, scope)),
  'Fn::Select': (argument, scope) => select(argument, scope),
  'Fn::Split': (argument, scope) => split(evaluate(argument, scope)),
  'Fn::If': (argument, scope) => choose(argument, scope),
  'Fn::FindInMap': (argument, scope) => findInMap(argument, scope),
  'Fn::GetAZs': (argument, scope) => zonesOf(evaluate(argument, scope), scope),
  'Fn::Cidr': (argument, scope) => cidr(evaluate(argument, scope)),
  'Fn::ImportValue': (argument, scope) => importValue(evaluate(argument, scope), scope),
  'Fn::Base64': (argument, scope) => onText(evaluate(argument, scope), (text) => Buffer.from(text).toString('base64')),
  'Fn::Length': (argument, scope) => length(evaluate(argument, scope)),
  'Fn::ToJsonString': (argument, scope) => toJsonString(evaluate(argument, scope)),
  'Fn::Transform': () => new Unresolved('a macro (Fn::Transform) runs at deployment'),
  'Fn::Equals': (argument, scope) => equals(evaluate(argument, scope)),
  'Fn::Not': (argument, scope) => not(evaluate(argument, scope)),
  'Fn::And': (argument, scope) => allOrAny(evaluate(argument, scope), false),
  'Fn::Or': (argument, scope) => allOrAny(evaluate(argument, scope), true),
};

/** A template's value with its functions evaluated. If a function cannot be evaluated, the hole contains the reason. */
export function evaluate(value: unknown, scope: Scope): Value {
  if (typeof value !== 'object' || value === null) return value as Value;
  if (scope.deeper()) return new Unresolved('nested deeper than CloudFormation allows');
  try {
    if (Array.isArray(value)) return evaluateList(value, scope);
    const call = intrinsicCall(value);
    return call === undefined ? evaluateMap(value as Record<string, unknown>, scope) : call(scope);
  } finally {
    scope.shallower();
  }
}

function intrinsicCall(value: object): ((scope: Scope) => Value) | undefined {
  let only: string | undefined;
  for (const key in value) {
    if (only !== undefined) return undefined;
    only = key;
  }
  if (only === undefined) return undefined;
  const intrinsic = Object.hasOwn(INTRINSICS, only) ? INTRINSICS[only] : undefined;
  const argument = (value as Record<string, unknown>)[only];
  return intrinsic && ((scope) => intrinsic(argument, scope));
}

function isNoValue(value: unknown, scope: Scope): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { Ref: ref, 'Fn::If': choice } = value as Record<string, unknown>;
  if (ref === 'AWS::NoValue') return true;
  if (!Array.isArray(choice) || typeof choice[0] !== 'string') return false;
  const condition = scope.condition(choice[0]);
  return typeof condition === 'boolean' && isNoValue(choice[condition ? 1 : 2], scope);
}

function evaluateList(list: readonly unknown[], scope: Scope): Value {
  return list.filter((item) => !isNoValue(item, scope)).map((item) => evaluate(item, scope));
}

function evaluateMap(map: Record<string, unknown>, scope: Scope): Value {
  const result: Record<string, Value> = {};
  for (const key of Object.keys(map)) {
    if (!isNoValue(map[key], scope)) define(result, key, evaluate(map[key], scope));
  }
  return result;
}

/** A template may call a key `__proto__`; it is a key like any other. */
function define(target: Record<string, Value>, key: string, value: Value): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

function attributeOf(argument: Value, scope: Scope): Value {
  if (isUnresolved(argument)) return argument;
  const parts = typeof argument === 'string' ? splitOnce(argument, '.') : argument;
  if (!Array.isArray(parts)) return new Unresolved('Fn::GetAtt has no resource and attribute');
  const [resource, attribute] = parts;
  if (typeof resource !== 'string') return new Unresolved('Fn::GetAtt has no resource name');
  return scope.attribute(resource, typeof attribute === 'string' ? attribute : undefined);
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

function join(argument: Value): Value {
  if (isUnresolved(argument)) return argument;
  if (!Array.isArray(argument)) return new Unresolved('Fn::Join has no list');
  const [separator, items] = argument;
  if (isUnresolved(items)) return items;
  if (typeof separator !== 'string' || !Array.isArray(items)) return new Unresolved('Fn::Join has no list');
  const holes = holesIn(items);
  if (holes.length === 0) return items.map(textOf).join(separator);
  const after = items.findLastIndex((item) => holesIn(item).length > 0) + 1;
  return mergeUnresolved(
    holes,
    items
      .slice(after)
      .map((item) => `${separator}${textOf(item)}`)
      .join(''),
  );
}

function select(argument: unknown, scope: Scope): Value {
  if (!Array.isArray(argument)) return new Unresolved('Fn::Select has no index and list');
  const index = evaluate(argument[0], scope);
  const list = evaluate(argument[1], scope);
  if (isUnresolved(index)) return index;
  if (isUnresolved(list)) return list;
  const item = Array.isArray(list) ? list[Number(index)] : undefined;
  return item === undefined ? new Unresolved(`Fn::Select: the list has no item ${textOf(index)}`) : item;
}

function split(argument: Value): Value {
  if (isUnresolved(argument)) return argument;
  const [separator, text] = Array.isArray(argument) ? argument : [];
  if (isUnresolved(text)) return text;
  return typeof separator === 'string' && typeof text === 'string'
    ? text.split(separator)
    : new Unresolved('Fn::Split has no text');
}

function choose(argument: unknown, scope: Scope): Value {
  if (!Array.isArray(argument) || typeof argument[0] !== 'string') return new Unresolved('Fn::If has no condition');
  const condition = scope.condition(argument[0]);
  if (isUnresolved(condition)) return condition;
  return evaluate(argument[condition ? 1 : 2], scope);
}

function findInMap(argument: unknown, scope: Scope): Value {
  if (!Array.isArray(argument)) return new Unresolved('Fn::FindInMap has no map and two keys');
  const keys = argument.slice(0, 3).map((key) => evaluate(key, scope));
  const found = keys.every((key) => !isUnresolved(key)) ? scope.mapping(keys.map(textOf)) : undefined;
  if (found !== undefined) return evaluate(found, scope);
  const otherwise = argument[3] as { DefaultValue?: unknown } | undefined;
  if (otherwise?.DefaultValue !== undefined) return evaluate(otherwise.DefaultValue, scope);
  const holes = keys.filter(isUnresolved);
  return holes.length > 0
    ? mergeUnresolved(holes)
    : new Unresolved(`the mapping has no ${keys.map(textOf).join(' / ')}`);
}

function zonesOf(argument: Value, scope: Scope): Value {
  if (isUnresolved(argument)) return argument;
  const region = textOf(argument) || scope.region;
  // The account decides how many zones it sees: only the first three exist in every region that is priced here.
  return new Unresolved(`the availability zones of ${region} depend on the account`);
}

function cidr(argument: Value): Value {
  const holes = holesIn(argument);
  if (holes.length > 0) return mergeUnresolved(holes);
  const [block, count, bits] = Array.isArray(argument) ? argument : [];
  const blocks = cidrBlocks(textOf(block), Number(count), bits === undefined ? undefined : Number(bits));
  return blocks ?? new Unresolved(`Fn::Cidr cannot divide ${textOf(block)} into ${textOf(count)} blocks`);
}

function importValue(argument: Value, scope: Scope): Value {
  return isUnresolved(argument) ? argument : scope.imported(textOf(argument));
}

function length(argument: Value): Value {
  if (isUnresolved(argument)) return argument;
  return Array.isArray(argument) ? argument.length : new Unresolved('Fn::Length has no list');
}

function toJsonString(argument: Value): Value {
  const holes = holesIn(argument);
  return holes.length > 0 ? mergeUnresolved(holes) : JSON.stringify(argument);
}

function onText(argument: Value, operation: (text: string) => string): Value {
  return isUnresolved(argument) ? argument : operation(textOf(argument));
}

function equals(argument: Value): Value {
  if (isUnresolved(argument)) return argument;
  if (!Array.isArray(argument)) return new Unresolved('Fn::Equals does not have two values');
  const holes = holesIn(argument);
  if (holes.length > 0) return mergeUnresolved(holes);
  const [a, b] = argument.map((side) => (isMap(side) || Array.isArray(side) ? JSON.stringify(side) : textOf(side)));
  return a === b;
}

function not(argument: Value): Value {
  const [value] = Array.isArray(argument) ? argument : [argument];
  return isUnresolved(value) ? value : !truth(value);
}

/** And, Or: one decisive value is enough, however many of the others are holes. */
function allOrAny(argument: Value, decisive: boolean): Value {
  if (!Array.isArray(argument)) return new Unresolved('Fn::And or Fn::Or has no list');
  const holes = argument.filter(isUnresolved);
  if (argument.some((value) => !isUnresolved(value) && truth(value) === decisive)) return decisive;
  return holes.length > 0 ? mergeUnresolved(holes) : !decisive;
}

function truth(value: unknown): boolean {
  return value === true || value === 'true';
}

/** As CloudFormation writes a value into a text. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
}
