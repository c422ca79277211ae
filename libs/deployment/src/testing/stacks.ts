import { sharedDigestOf } from '../assembly/assembly';
import type { AssembledStack, Assembly } from '../assembly/assembly';
import type { Change } from '../change-sets/changes';
import type { Template, TemplateResource } from '../assembly/template';

/** A stack of an assembly with what a test says of it. */
export function stackOf(
  name: string,
  template: Template = { Resources: {} },
  more: Partial<AssembledStack> = {},
): AssembledStack {
  const { unit = 'medmo', account = '111122223333', region = 'us-east-2' } = more;
  return {
    key: `${account}/${region}/${name}`,
    unit,
    id: name,
    name,
    account,
    region,
    environment: undefined,
    template,
    terminationProtection: false,
    deployRoleArn: undefined,
    lookupRoleArn: undefined,
    bootstrap: undefined,
    after: [],
    ...more,
  };
}

/** The assembly of the unit medmo. */
export function assemblyOf(stacks: readonly AssembledStack[], digest: string): Assembly {
  return { unit: 'medmo', folder: '', digest, sharedDigest: sharedDigestOf(stacks), stacks };
}

/** A template that reads and makes SSM parameters of these names. */
export function talkingTemplate(reads: readonly string[], makes: readonly string[]): Template {
  return {
    Parameters: Object.fromEntries(
      reads.map((name, index) => [`Read${index}`, { Type: 'AWS::SSM::Parameter::Value<String>', Default: name }]),
    ),
    Resources: Object.fromEntries(
      makes.map((name, index) => [
        `Make${index}`,
        { Type: 'AWS::SSM::Parameter', Properties: { Name: name, Type: 'String', Value: 'x' } },
      ]),
    ),
  };
}

/** A change of one resource. */
export function changeOf(
  action: Change['action'],
  type: string,
  before: Partial<TemplateResource> | undefined,
  after: Partial<TemplateResource> | undefined,
  more: Partial<Change> = {},
): Change {
  return {
    stack: 'medmo-data-staging',
    logicalId: 'Thing',
    type,
    path: 'medmo-data-staging/Thing',
    action,
    properties: [],
    kept: false,
    before: before && { Type: type, ...before },
    after: after && { Type: type, ...after },
    ...more,
  };
}
