import { assembliesOf, resourcesIn, stacksIn } from './testing/assemblies';
import { clinic, MEDMO } from './testing/folders';

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: unknown;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/** Every Allow in an identity's policy that has a wildcard: actions → resources. */
function wildcards(folder: string): string[] {
  const policies = resourcesIn(stacksIn(assembliesOf(folder))).flatMap(({ Type, stack, Properties = {} }) => {
    if (Type === 'AWS::IAM::ManagedPolicy') return [{ stack, document: Properties['PolicyDocument'] }];
    if (Type !== 'AWS::IAM::Role') return [];
    return list(Properties['Policies']).map((policy) => ({
      stack,
      document: (policy as { PolicyDocument: unknown }).PolicyDocument,
    }));
  });
  const lines = policies.flatMap(({ document }) =>
    list((document as { Statement: unknown }).Statement).flatMap((raw) => {
      const { Effect, Action, NotAction, Resource, NotResource, Condition } = raw as Statement;
      if (Effect !== 'Allow') return [];
      if (NotAction !== undefined || NotResource !== undefined)
        return [`NotAction or NotResource: ${JSON.stringify(raw)}`];
      const actions = list(Action).map(String).sort();
      const resources = list(Resource).map((resource) => (typeof resource === 'string' ? resource : textOf(resource)));
      const wild = actions.some((action) => action.includes('*')) || resources.some((each) => each.includes('*'));
      return wild
        ? [`${actions.join(' ')} → ${resources.join(' ')}${Condition === undefined ? '' : ' (conditional)'}`]
        : [];
    }),
  );
  return [...new Set(lines)].sort();
}

/** A reference or a joined text, as people would write it. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, unknown>;
  if (Array.isArray(join)) return (join[1] as unknown[]).map(textOf).join(String(join[0]));
  if (Array.isArray(attribute)) return `{${attribute.join('.')}}`;
  return `{${String(Ref)}}`;
}

describe('what may be done, and by whom', () => {
  it.each([
    ['medmo', () => MEDMO],
    ['clinic', clinic],
  ])('stands in managed policies in %s: an inline one cannot be reviewed or reused', (_, folder) => {
    const stacks = stacksIn(assembliesOf(folder()));
    expect(resourcesIn(stacks, 'AWS::IAM::Policy').map(({ where }) => where)).toEqual([]);
    expect(resourcesIn(stacks, 'AWS::IAM::ManagedPolicy').length).toBeGreaterThan(0);
  });

  it.each([
    ['medmo', () => MEDMO],
    ['clinic', clinic],
  ])('has a wildcard in %s only where it is listed here, with the reason', (_, folder) => {
    expect(wildcards(folder()).filter((line) => REASONS[line] === undefined)).toEqual([]);
  });

  it('has no reason left over', () => {
    const found = new Set([...wildcards(MEDMO), ...wildcards(clinic())]);
    expect(Object.keys(REASONS).filter((line) => !found.has(line))).toEqual([]);
  });
});

/** Every wildcard that an identity's policy holds, and why it cannot be narrower. */
const REASONS: Readonly<Record<string, string>> = {
  'ecr:GetAuthorizationToken → *':
    'The action knows no resources. What may then be pulled is the next statement: this service’s repository.',
};
