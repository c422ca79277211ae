import { grantsOf } from './permissions';
import { BUILDS } from './testing/builds';

test('a statement for each thing, with all actions on it, each once', () => {
  const grants = grantsOf(
    [
      { actions: ['ecr:PutImage'], on: 'imageRepository' },
      { actions: ['s3:PutObject'], on: 'evidence' },
      { actions: ['ecr:BatchGetImage', 'ecr:PutImage'], on: 'imageRepository' },
    ],
    { imageRepository: ['arn:repository'], evidence: ['arn:evidence/*'] },
  );
  expect(grants).toEqual([
    { actions: ['ecr:BatchGetImage', 'ecr:PutImage'], resources: ['arn:repository'] },
    { actions: ['s3:PutObject'], resources: ['arn:evidence/*'], wildcard: 'evidence' },
  ]);
});

test('what has another condition is another statement', () => {
  const permission = { actions: ['codebuild:StartBuild'], on: 'projects' } as const;
  const conditions = { Null: { 'codebuild:serviceRole': 'true' } };
  const grants = grantsOf([permission, { ...permission, conditions }], { projects: ['arn:project'] });
  expect(grants.map((grant) => grant.conditions)).toEqual([undefined, conditions]);
});

test('a step that needs a thing which the build has no place for is a mistake of the construct', () => {
  expect(() => grantsOf([{ actions: ['s3:PutObject'], on: 'evidence' }], {})).toThrow(/s3:PutObject on "evidence"/);
});

/** Services whose commands are in the steps, and how a command of theirs is recognised. */
const CALLS: readonly (readonly [service: string, command: RegExp])[] = [
  ['s3', /\baws s3 /],
  ['ecr', /\bcrane (?:push|pull|tag|(?:digest|export) "\$REGISTRY)|\baws ecr /],
  ['codepipeline', /\baws codepipeline /],
  ['codecommit', /\baws codecommit /],
  ['sts', /\baws sts |"\$CAREPLANE" (?:diff|deploy) /],
  ['securityhub', /\bcareplane-scan publish /],
  ['ssm', /"\$CAREPLANE" (?:diff|deploy) |\bcareplane base /],
];

/** Calls that are made with the role of the environment, in the service's own stack. */
const ELSEWHERE = /--profile careplane-deploy /;

describe.each(Object.entries(BUILDS))('%s', (_, { steps }) => {
  it.each(steps.map((step) => [step.name, step] as const))('%s: commands and permissions fit', (__, step) => {
    const commands = [...step.commands, ...(step.finally ?? [])].filter((command) => !ELSEWHERE.test(command));
    const called = CALLS.filter(([, pattern]) => commands.some((command) => pattern.test(command)));
    const declared = new Set((step.permissions ?? []).flatMap(({ actions }) => actions).map((a) => a.split(':')[0]));
    // The key is S3's matter: it comes with every object that is written.
    declared.delete('kms');
    expect([...declared].sort()).toEqual(called.map(([service]) => service).sort());
  });
});
