import { only, resource } from './examples';
import { ruleFor } from './rule';
import { at, resourcesOf } from './template-values';
import type { CloudFormationTemplate } from './rule';

/** By type: the properties that name the role under which a workload acts. */
const ROLES: Readonly<Record<string, readonly string[]>> = {
  'AWS::ECS::TaskDefinition': ['TaskRoleArn', 'ExecutionRoleArn'],
  'AWS::CodeBuild::Project': ['ServiceRole'],
  'AWS::Lambda::Function': ['Role'],
};

/** Every workload acts under a name of its own, so that the audit trail says which one acted. */
export const oneRolePerWorkload = ruleFor({
  name: 'OneRolePerWorkload',
  control: '164.312(a)(2)(i)',
  sameAs: 'NIST SP 800-53 IA-9',
  types: Object.keys(ROLES),
  wrong: ({ logicalId, type, properties, template }) => {
    const own = (ROLES[type] ?? []).map((property) => properties[property]);
    if (own.includes(undefined)) return 'The workload has no role of its own.';
    const ids = own.map(roleId).filter((id) => id !== undefined);
    if (new Set(ids).size < ids.length) return 'The workload uses one role for two purposes.';
    const shared = ids.find((id) => usersOf(template, id).some((user) => user !== logicalId));
    return shared === undefined ? undefined : `The role ${shared} is used by another workload as well.`;
  },
  examples: {
    fails: [
      ['no role', only('AWS::ECS::TaskDefinition', { ExecutionRoleArn: { Ref: 'A' } })],
      [
        'one role for both',
        only('AWS::ECS::TaskDefinition', { TaskRoleArn: { Ref: 'A' }, ExecutionRoleArn: { Ref: 'A' } }),
      ],
    ],
    passes: [
      ['two roles', only('AWS::ECS::TaskDefinition', { TaskRoleArn: { Ref: 'A' }, ExecutionRoleArn: { Ref: 'B' } })],
      [
        'a role for each build',
        only(
          'AWS::CodeBuild::Project',
          { ServiceRole: { 'Fn::GetAtt': ['A', 'Arn'] } },
          {
            Other: resource('AWS::CodeBuild::Project', { ServiceRole: { 'Fn::GetAtt': ['B', 'Arn'] } }),
          },
        ),
      ],
    ],
  },
});

/** The logical id of a role in the same template. */
function roleId(value: unknown): string | undefined {
  const id = at(value, 'Ref') ?? (at(value, 'Fn::GetAtt') as readonly unknown[] | undefined)?.[0];
  return typeof id === 'string' ? id : undefined;
}

function usersOf(template: CloudFormationTemplate, role: string): string[] {
  return Object.entries(ROLES).flatMap(([type, properties]) =>
    resourcesOf(template, type)
      .filter((workload) => properties.some((property) => roleId(workload.properties[property]) === role))
      .map(({ logicalId }) => logicalId),
  );
}
