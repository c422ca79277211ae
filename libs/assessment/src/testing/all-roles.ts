import { load } from '@careplane/config';
import { contentsOf, accessTemplate } from '@careplane/platform/access';
import type { PolicyDocument } from '@careplane/platform/access';
import { readStacks } from '@careplane/deployment/assembly';
import { toolkitRules } from '@careplane/platform/construct-rules';
import { policiesIn, projectsIn, rolesIn } from './escalation/roles';
import type { AnyTemplate, PolicyInTemplate, ProjectInTemplate, RoleInTemplate } from './escalation/roles';
import { assembliesOf, stacksIn } from '@careplane/platform/testing';

export interface Everything {
  readonly roles: readonly RoleInTemplate[];
  readonly boundaries: ReadonlyMap<string, PolicyDocument['Statement']>;
  readonly policies: readonly number[];
  readonly projects: readonly ProjectInTemplate[];
  readonly managedPolicies: readonly PolicyInTemplate[];
  /** Names of all stacks, without the access stacks. */
  readonly stacks: readonly string[];
}

/** All roles of a platform: those of its stacks, those of its access stacks, and GitHub's where they are given. */
export function everythingOf(folder: string, github?: AnyTemplate): Everything {
  const assemblies = assembliesOf(folder);
  const loaded = load(folder, { rules: toolkitRules });
  if (!loaded.ok) throw new Error('the configuration is wrong');
  const { model } = loaded;
  const units = [model.unit, ...model.services.map(({ unit }) => unit)];
  const stacks = units.flatMap((unit) => readStacks(assemblies, unit));
  const access = [...contentsOf(model, stacks)].map(([account, contents]) =>
    accessTemplate({ model, account, contents, deployers: [] }),
  );
  const stackTemplates = stacksIn(assemblies);
  const templates: readonly (readonly [AnyTemplate, string])[] = [
    ...stackTemplates.map(({ template, stack }) => [template as AnyTemplate, stack] as const),
    ...access.map((template) => [template as AnyTemplate, `${model.name}-access`] as const),
    ...(github === undefined ? [] : [[github, `${model.name}-github-roles`] as const]),
  ];
  const documents = access.flatMap(({ Resources }) =>
    Object.values(Resources).flatMap(({ Type, Properties }) =>
      Type === 'AWS::IAM::ManagedPolicy'
        ? [Properties as { ManagedPolicyName: string; PolicyDocument: PolicyDocument }]
        : [],
    ),
  );
  return {
    roles: templates.flatMap(([template, stack]) => rolesIn(template, stack)),
    projects: templates.flatMap(([template, stack]) => projectsIn(template, stack)),
    managedPolicies: templates.flatMap(([template, stack]) => policiesIn(template, stack)),
    stacks: stackTemplates.map(({ stack }) => stack),
    boundaries: new Map(documents.map((each) => [each.ManagedPolicyName, each.PolicyDocument.Statement])),
    policies: documents.map(({ PolicyDocument }) => JSON.stringify(PolicyDocument).length),
  };
}
