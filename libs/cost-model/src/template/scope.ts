import { evaluate } from './intrinsics';
import { parameterValue } from './parameters';
import type { TemplateResource } from './resource';
import type { StackTemplate } from './template';
import { isMap, isUnresolved, Unresolved, type Value } from './value';

/** CloudFormation refuses deeper nesting than this; so do we, instead of running out of stack. */
const DEEPEST = 200;

/** Attributes of a nested stack that its template decides: `Outputs.SubnetId`. */
const OUTPUTS = 'Outputs.';

/** Export names of all stacks that are priced together, evaluated when asked for. */
export type Exports = (name: string) => Value | undefined;

/** Where a stack goes and what surrounds it. */
export interface StackContext {
  readonly region: string;
  readonly account: string;
  /** Parameters by name, as given by a person or by the parent stack. */
  readonly parameters: Readonly<Record<string, Value>>;
  readonly exports: Exports;
  /** Accounts that a stack set deploys to, where its template does not list them. */
  readonly accountsOf?: (stackSet: TemplateResource) => number | undefined;
}

/** The scope in which the functions of a stack are evaluated. Each value is evaluated once, on first use. */
export class Scope {
  readonly region: string;
  private readonly parameters = new Map<string, Value>();
  private readonly conditions = new Map<string, boolean | Unresolved>();
  private readonly children = new Map<string, Scope>();
  private readonly underWay = new Set<string>();
  private depth = 0;

  constructor(
    readonly template: StackTemplate,
    private readonly context: StackContext,
  ) {
    this.region = template.region ?? context.region;
  }

  deeper(): boolean {
    this.depth += 1;
    return this.depth > DEEPEST;
  }

  shallower(): void {
    this.depth -= 1;
  }

  ref(name: string): Value {
    if (name.startsWith('AWS::')) return this.pseudoParameter(name);
    const known = this.parameters.get(name);
    if (known !== undefined) return known;
    const declaration = own(this.template.body.Parameters, name);
    if (declaration !== undefined) {
      const value = parameterValue(name, declaration, own(this.context.parameters, name));
      this.parameters.set(name, value);
      return value;
    }
    return this.attribute(name, undefined);
  }

  attribute(logicalId: string, attribute: string | undefined): Value {
    if (own(this.template.body.Resources, logicalId) === undefined) {
      return new Unresolved(`"${logicalId}" is not a parameter or resource of this template`);
    }
    const output = attribute === undefined ? undefined : this.output(logicalId, attribute);
    if (output !== undefined) return output;
    const reference = { stack: this.template.stack, logicalId, ...(attribute !== undefined && { attribute }) };
    return new Unresolved(`${logicalId}${attribute ? `.${attribute}` : ''} is known only after creation`, [reference]);
  }

  condition(name: string): boolean | Unresolved {
    const known = this.conditions.get(name);
    if (known !== undefined) return known;
    const declared = own(this.template.body.Conditions, name);
    if (declared === undefined) return new Unresolved(`the condition "${name}" is not declared`);
    if (this.underWay.has(name)) return new Unresolved(`the condition "${name}" depends on itself`);
    this.underWay.add(name);
    const value = evaluate(declared, this);
    this.underWay.delete(name);
    const result = isUnresolved(value) ? value : value === true || value === 'true';
    this.conditions.set(name, result);
    return result;
  }

  mapping([map, top, second]: readonly string[]): unknown {
    return own(own(own(this.template.body.Mappings, map ?? ''), top ?? ''), second ?? '');
  }

  imported(name: string): Value {
    return this.context.exports(name) ?? new Unresolved(`none of these templates exports "${name}"`);
  }

  /** What a nested stack of these templates gives back; undefined where that is not known, or depends on itself. */
  private output(logicalId: string, attribute: string): Value | undefined {
    const key = `${logicalId}.${attribute}`;
    if (!attribute.startsWith(OUTPUTS) || this.underWay.has(key)) return undefined;
    this.underWay.add(key);
    const child = this.child(logicalId);
    const declared = child && own(child.template.body.Outputs, attribute.slice(OUTPUTS.length))?.Value;
    const value = child === undefined || declared === undefined ? undefined : evaluate(declared, child);
    this.underWay.delete(key);
    return isUnresolved(value) && value.references.length === 0 ? undefined : value;
  }

  private child(logicalId: string): Scope | undefined {
    const template = own(this.template.nested, logicalId);
    const known = this.children.get(logicalId);
    if (template === undefined || known !== undefined) return known;
    const given = evaluate(own(this.template.body.Resources, logicalId)?.Properties?.['Parameters'] ?? {}, this);
    const { region, account } = this.template;
    const where = { region: region ?? this.context.region, account: account ?? this.context.account };
    const child = new Scope({ ...template, ...where }, { ...this.context, parameters: isMap(given) ? given : {} });
    this.children.set(logicalId, child);
    return child;
  }

  private pseudoParameter(name: string): Value {
    const partition = partitionOf(this.region);
    const values: Record<string, Value> = {
      'AWS::Region': this.region,
      'AWS::AccountId': this.template.account ?? this.context.account,
      'AWS::Partition': partition,
      'AWS::URLSuffix': partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
      'AWS::StackName': this.template.stack,
      'AWS::StackId': new Unresolved('the id of the stack is known only after creation'),
      'AWS::NotificationARNs': [],
    };
    return own(values, name) ?? new Unresolved(`${name} is known only at deployment`);
  }
}

/** A key of a map that came from outside: never one that the map inherits. */
function own<T>(map: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return typeof map === 'object' && map !== null && Object.hasOwn(map, key) ? map[key] : undefined;
}

/** The partition of a region, as in its ARNs. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
