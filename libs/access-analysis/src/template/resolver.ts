import type { Text, Unknown } from '../policy/text';
import { CHOSEN_LATER, NAMES } from './names';
import { isMap, listOf, resourceOf } from './stack';
import type { AnalyzedStack } from './stack';
import type { SharedValues } from './shared-values';

/** References that lead on to others end somewhere; a template that goes round in circles ends here. */
const DEEPEST = 40;

/** Reads the values of one stack's template: references become names and ARNs. */
export class Resolver {
  constructor(
    readonly stack: AnalyzedStack,
    private readonly shared: SharedValues,
  ) {}

  /** A value as text, with the parts that are not known before deploy. */
  text(value: unknown, depth = 0): Text {
    if (typeof value === 'string') return this.withReferences(value, depth);
    if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
    if (!isMap(value) || depth > DEEPEST) return [unknown('a value that is no text')];
    const [[name, argument] = ['', undefined]] = Object.entries(value);
    const next = depth + 1;
    switch (name) {
      case 'Ref':
        return this.reference(String(argument), next);
      case 'Fn::GetAtt':
        return this.attribute(argument);
      case 'Fn::Join':
        return this.join(argument, next);
      case 'Fn::Sub':
        return this.substitute(argument, next);
      case 'Fn::Select':
        return this.select(argument, next);
      case 'Fn::FindInMap':
        return this.findInMap(argument, next);
      case 'Fn::If':
        return this.choose(argument, next);
      case 'Fn::ImportValue':
        return this.shared.exported(this.stack, this.text(argument, next), next);
      default:
        return [unknown(`${name || 'an empty value'} in the stack ${this.stack.name}`)];
    }
  }

  /** A value as text without unknown parts, or undefined. */
  literal(value: unknown): string | undefined {
    return value === undefined ? undefined : literalOf(this.text(value));
  }

  /** The name of a resource, and its ARN if the type is known. */
  nameOf(id: string): Text {
    const resource = resourceOf(this.stack, id);
    const { name } = NAMES[resource?.Type ?? ''] ?? {};
    const own = name === undefined ? undefined : resource?.Properties?.[name];
    return own === undefined ? [this.chosenName(id)] : this.text(own, 1);
  }

  arnOf(id: string): Text | undefined {
    const resource = resourceOf(this.stack, id);
    const { arn } = NAMES[resource?.Type ?? ''] ?? {};
    if (arn === undefined) return undefined;
    const name = this.nameOf(id);
    const path = resource?.Properties?.['Path'];
    const values: Readonly<Record<string, Text>> = {
      partition: [this.stack.partition ?? 'aws'],
      region: [this.stack.region],
      account: [this.stack.account],
      name,
      path: path === undefined ? ['/'] : this.text(path, 1),
      cluster: this.text(resource?.Properties?.['Cluster'] ?? 'default', 1),
      slash: [typeof name[0] === 'string' && name[0].startsWith('/') ? '' : '/'],
    };
    return arn.split(/\{(\w+)\}/).flatMap((part, index) => (index % 2 === 0 ? [part] : (values[part] ?? [])));
  }

  /** Whether a condition of the template holds; undefined if that is not known. */
  condition(name: string): boolean | undefined {
    return this.truth(this.stack.template.Conditions?.[name]);
  }

  private chosenName(id: string): string {
    return `${this.stack.name}-${id}-${CHOSEN_LATER}`;
  }

  private reference(name: string, depth: number): Text {
    const pseudo: Readonly<Record<string, string>> = {
      'AWS::AccountId': this.stack.account,
      'AWS::Region': this.stack.region,
      'AWS::Partition': this.stack.partition ?? 'aws',
      'AWS::StackName': this.stack.name,
      'AWS::URLSuffix': 'amazonaws.com',
    };
    const known = pseudo[name] ?? this.stack.parameters?.[name];
    if (known !== undefined) return [known];
    const resource = resourceOf(this.stack, name);
    if (resource !== undefined) {
      const isArn = NAMES[resource.Type ?? '']?.ref === 'arn';
      return (isArn ? this.arnOf(name) : undefined) ?? this.nameOf(name);
    }
    const parameter = this.stack.template.Parameters?.[name];
    if (parameter?.Type?.startsWith('AWS::SSM::Parameter::Value') && typeof parameter.Default === 'string') {
      return this.shared.parameter(this.stack, parameter.Default, depth);
    }
    const what = parameter === undefined ? 'the reference' : 'the parameter';
    return [unknown(`${what} ${name} of the stack ${this.stack.name} has no value before deploy`)];
  }

  private attribute(argument: unknown): Text {
    const [id = '', ...rest] = typeof argument === 'string' ? argument.split('.') : listOf(argument).map(String);
    const attribute = rest.join('.');
    const { arnAttributes = ['Arn'] } = NAMES[resourceOf(this.stack, id)?.Type ?? ''] ?? {};
    const arn = arnAttributes.includes(attribute) ? this.arnOf(id) : undefined;
    // Ids that a service chooses are as good as names: nothing but a reference can write them.
    return arn ?? [`${this.chosenName(id)}${attribute === 'GroupId' ? '' : `.${attribute}`}`];
  }

  private join(argument: unknown, depth: number): Text {
    const [delimiter, values] = listOf(argument);
    if (!Array.isArray(values)) return [unknown(`a list that the stack ${this.stack.name} joins`)];
    return values.flatMap((value, index) => [...(index === 0 ? [] : [String(delimiter)]), ...this.text(value, depth)]);
  }

  private substitute(argument: unknown, depth: number): Text {
    const [template, values] = typeof argument === 'string' ? [argument, {}] : listOf(argument);
    if (typeof template !== 'string') return [unknown(`Fn::Sub in the stack ${this.stack.name}`)];
    const own = isMap(values) ? values : {};
    return template.split(/(\$\{[^}]*\})/).flatMap((part): Text => {
      const [, escaped, name] = /^\$\{(!?)([^}]*)\}$/.exec(part) ?? [];
      if (name === undefined) return this.withReferences(part, depth);
      if (escaped === '!') return [`\${${name}}`];
      if (Object.hasOwn(own, name)) return this.text(own[name], depth);
      return name.includes('.') ? this.attribute(name) : this.reference(name, depth);
    });
  }

  private select(argument: unknown, depth: number): Text {
    const [index, from] = listOf(argument);
    const position = Number(index);
    if (Array.isArray(from)) return this.text(from[position] ?? '', depth);
    const [delimiter, source] = isMap(from) ? listOf(from['Fn::Split']) : [];
    const whole = source === undefined ? undefined : literalOf(this.text(source, depth));
    const part = whole?.split(String(delimiter))[position];
    return [part ?? unknown(`a part of a value that the stack ${this.stack.name} splits`)];
  }

  private findInMap(argument: unknown, depth: number): Text {
    const [map, first, second] = listOf(argument).map((key) => literalOf(this.text(key, depth)) ?? '');
    const value = this.stack.template.Mappings?.[map ?? '']?.[first ?? '']?.[second ?? ''];
    return value === undefined
      ? [unknown(`a value of a mapping of the stack ${this.stack.name}`)]
      : this.text(value, depth);
  }

  private choose(argument: unknown, depth: number): Text {
    const [name, yes, no] = listOf(argument);
    const holds = this.condition(String(name));
    if (holds !== undefined) return this.text(holds ? yes : no, depth);
    return [unknown(`the condition ${String(name)} of the stack ${this.stack.name} is decided at deploy`)];
  }

  private truth(value: unknown): boolean | undefined {
    if (!isMap(value)) return undefined;
    const [[name, argument] = ['', undefined]] = Object.entries(value);
    const parts = listOf(argument);
    if (name === 'Condition') return this.condition(String(argument));
    if (name === 'Fn::Equals') {
      const [a, b] = parts.map((part) => literalOf(this.text(part)));
      return a === undefined || b === undefined ? undefined : a === b;
    }
    const truths = parts.map((part) => this.truth(part));
    if (name === 'Fn::Not') return truths[0] === undefined ? undefined : !truths[0];
    if (name === 'Fn::And') return truths.includes(false) ? false : allKnown(truths, true);
    if (name === 'Fn::Or') return truths.includes(true) ? true : allKnown(truths, false);
    return undefined;
  }

  /** Dynamic references, such as `{{resolve:ssm:/name}}`, inside a text. */
  private withReferences(value: string, depth: number): Text {
    if (!value.includes('{{resolve:')) return [value];
    return value.split(/(\{\{resolve:[^}]*\}\})/).flatMap((part): Text => {
      const [, name] = /^\{\{resolve:ssm:([^:}]*)/.exec(part) ?? [];
      if (name !== undefined) return this.shared.parameter(this.stack, name, depth);
      return part.startsWith('{{resolve:') ? [unknown(`${part} in the stack ${this.stack.name}`)] : [part];
    });
  }
}

function allKnown(truths: readonly (boolean | undefined)[], value: boolean): boolean | undefined {
  return truths.includes(undefined) ? undefined : value;
}

export function unknown(reason: string): Unknown {
  return { unknown: reason };
}

/** A text without unknown parts, or undefined. */
export function literalOf(text: Text): string | undefined {
  return text.every((part) => typeof part === 'string') ? text.join('') : undefined;
}
