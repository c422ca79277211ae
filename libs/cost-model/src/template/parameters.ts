import type { ParameterDeclaration } from './template';
import { Unresolved, type Value } from './value';

/**
 * Value of a parameter: what was given, else its default, read according to its type. A parameter that AWS looks up in
 * its parameter store stays a hole: its default is the name to look up, not the value.
 */
export function parameterValue(name: string, declaration: ParameterDeclaration, given: Value | undefined): Value {
  const type = typeof declaration.Type === 'string' ? declaration.Type : 'String';
  const stored = /^AWS::SSM::Parameter::Value</.test(type);
  if (stored && given === undefined) {
    return new Unresolved(`parameter ${name} is read from Parameter Store (${String(declaration.Default)})`);
  }
  const value = given ?? (declaration.Default as Value | undefined);
  if (value === undefined || value === null) {
    return new Unresolved(`parameter ${name} has no default and no value was given`);
  }
  if (type.includes('List') && typeof value === 'string') return value === '' ? [] : value.split(/\s*,\s*/);
  return typeof value === 'object' ? value : String(value);
}
