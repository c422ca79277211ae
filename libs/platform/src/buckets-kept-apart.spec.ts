import { assembliesOf, resourcesIn, stacksIn } from './testing/assemblies';
import { clinic, lab, MEDMO } from './testing/folders';

interface Statement {
  readonly Effect: string;
  readonly Action: unknown;
  readonly Condition?: { readonly ArnLike?: Readonly<Record<string, unknown>> };
}

describe.each([
  ['medmo', () => MEDMO],
  ['clinic', clinic],
  ['lab', lab],
])('the buckets of %s', (platform, folder) => {
  const stacks = stacksIn(assembliesOf(folder()));
  const policies = resourcesIn(stacks, 'AWS::S3::BucketPolicy');

  it('have a policy each', () => {
    const of = policies.map(({ stack, Properties }) => `${stack}/${JSON.stringify(Properties?.['Bucket'])}`);
    const buckets = resourcesIn(stacks, 'AWS::S3::Bucket').map(({ stack, id }) => `${stack}/{"Ref":"${id}"}`);
    expect(buckets.length).toBeGreaterThan(5);
    expect(of.sort()).toEqual(buckets.sort());
  });

  it.each(policies.map(({ where, stack, Properties }) => [where, stack, Properties] as const))(
    '%s keeps the roles of other environments out',
    (_, stack, properties = {}) => {
      const own = /-(staging|production)$/.exec(stack)?.[1];
      const kept = (properties['PolicyDocument'] as { Statement: Statement[] }).Statement.filter(
        ({ Effect, Action, Condition }) => Effect === 'Deny' && Action === 's3:*' && Condition?.ArnLike !== undefined,
      ).flatMap(({ Condition }) => [Condition?.ArnLike?.['aws:PrincipalArn']].flat().map((arn) => JSON.stringify(arn)));
      const others = ['production', 'staging'].filter((environment) => environment !== own);
      const below = new RegExp(`:role/careplane/${platform}/([a-z]+)/\\*"`);
      expect(kept.map((arn) => below.exec(arn)?.[1] ?? arn).sort()).toEqual(others);
    },
  );
});
