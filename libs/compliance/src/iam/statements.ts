import type { TemplateResource } from '../rules/rule';
import { listOf } from '../rules/template-values';

/** A statement of an identity's policy, with every value as a list and every reference as text. */
export interface PolicyStatementText {
  readonly allows: boolean;
  readonly actions: readonly string[];
  /** Whether the actions are `NotAction`: all but these. */
  readonly allBut: boolean;
  readonly resources: readonly string[];
  /** Operator, key, values. */
  readonly conditions: readonly (readonly [operator: string, key: string, values: readonly string[]])[];
}

/** Types whose properties hold policies of identities. */
export const POLICY_TYPES = [
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::IAM::Group',
  'AWS::IAM::User',
];

/** Where a value is known in the account only. */
export const UNKNOWN_VALUE = '{}';

/** Statements of the policies in a resource: managed, or inline in a role. */
export function statementsIn({ Properties = {} }: TemplateResource): PolicyStatementText[] {
  const inline = listOf(Properties['Policies']).map(
    (policy) => (policy as { PolicyDocument?: unknown }).PolicyDocument,
  );
  return [Properties['PolicyDocument'], ...inline]
    .flatMap((document) => listOf((document as { Statement?: unknown } | undefined)?.Statement))
    .map((statement) => {
      const { Effect, Action, NotAction, Resource, Condition = {} } = statement as Readonly<Record<string, unknown>>;
      return {
        allows: Effect === 'Allow',
        actions: listOf(NotAction ?? Action).map(String),
        allBut: NotAction !== undefined,
        resources: listOf(Resource).map(textOf),
        conditions: Object.entries(Condition as Readonly<Record<string, Readonly<Record<string, unknown>>>>).flatMap(
          ([operator, keys]) =>
            Object.entries(keys).map(([key, values]) => [operator, key, listOf(values).map(textOf)] as const),
        ),
      };
    });
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': join, 'Fn::Sub': sub } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (Array.isArray(join)) return (join[1] as readonly unknown[]).map(textOf).join(String(join[0]));
  if (typeof sub === 'string') return sub.replace(/\$\{[^}]+\}/g, UNKNOWN_VALUE);
  return UNKNOWN_VALUE;
}

/** Each pattern is held against hundreds of names, and the same few patterns return in every template: compiled once. */
const compiled = new Map<string, RegExp>();

/** Whether a text matches a pattern of IAM: an asterisk is anything, a question mark one character. */
export function matchesPattern(pattern: string, text: string): boolean {
  const known = compiled.get(pattern);
  if (known !== undefined) return known.test(text);
  const expression = expressionOf(pattern);
  compiled.set(pattern, expression);
  return expression.test(text);
}

function expressionOf(pattern: string): RegExp {
  const parts = pattern.split(/([*?])/).map((part) => {
    if (part === '*') return '.*';
    return part === '?' ? '.' : part.replace(/[.+^$()|[\]\\{}]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`, 'i');
}
