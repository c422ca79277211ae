import { looksSecret } from '@careplane/problems';
import { only } from './examples';
import { ruleFor } from './rule';
import { at, listOf } from './template-values';
import type { JudgedResource } from './rule';

type Variable = readonly [name: string, value: unknown];

/** Variables of tasks, builds and functions stand in templates, consoles and logs of calls: no secret belongs there. */
export const secretNotInVariable = ruleFor({
  name: 'SecretNotInVariable',
  control: '164.308(a)(5)(ii)(D)',
  sameAs: 'AWS Config: CODEBUILD_PROJECT_ENVVAR_AWSCRED_CHECK, ECS_NO_ENVIRONMENT_SECRETS',
  types: ['AWS::ECS::TaskDefinition', 'AWS::CodeBuild::Project', 'AWS::Lambda::Function'],
  wrong: (subject) => {
    const names = variablesOf(subject)
      .filter(([name, value]) => typeof value === 'string' && looksSecret(name, value))
      .map(([name]) => name);
    return names.length === 0
      ? undefined
      : `A plain variable looks like a secret: ${names.join(', ')}. Allowed: a reference to AWS Secrets Manager or to a parameter.`;
  },
  examples: {
    fails: [
      ['a password of a task', taskWith({ Environment: [{ Name: 'DB_PASSWORD', Value: 'hunter2-hunter2' }] })],
      [
        'a key of AWS in a build',
        only('AWS::CodeBuild::Project', {
          Environment: { EnvironmentVariables: [{ Name: 'KEY', Type: 'PLAINTEXT', Value: 'AKIAIOSFODNN7EXAMPLE' }] },
        }),
      ],
      [
        'a password of a function',
        only('AWS::Lambda::Function', { Environment: { Variables: { API_TOKEN: 'c2VjcmV0LXNlY3JldC1zZWNyZXQ' } } }),
      ],
    ],
    passes: [
      ['a reference', taskWith({ Secrets: [{ Name: 'DB_PASSWORD', ValueFrom: { Ref: 'Secret' } }] })],
      ['a plain setting', taskWith({ Environment: [{ Name: 'LOG_LEVEL', Value: 'info' }] })],
      [
        'the name of a parameter',
        only('AWS::CodeBuild::Project', {
          Environment: { EnvironmentVariables: [{ Name: 'API_TOKEN', Type: 'SECRETS_MANAGER', Value: 'medmo/token' }] },
        }),
      ],
    ],
  },
});

function variablesOf({ type, properties }: JudgedResource): Variable[] {
  if (type === 'AWS::ECS::TaskDefinition')
    return listOf(properties['ContainerDefinitions'])
      .flatMap((container) => listOf(at(container, 'Environment')))
      .map((variable) => [String(at(variable, 'Name')), at(variable, 'Value')]);
  if (type === 'AWS::CodeBuild::Project')
    return listOf(at(properties, 'Environment', 'EnvironmentVariables'))
      .filter((variable) => (at(variable, 'Type') ?? 'PLAINTEXT') === 'PLAINTEXT')
      .map((variable) => [String(at(variable, 'Name')), at(variable, 'Value')]);
  return Object.entries((at(properties, 'Environment', 'Variables') ?? {}) as Record<string, unknown>);
}

function taskWith(container: object) {
  return only('AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Name: 'app', ...container }] });
}
