import { load } from '@careplane/config';
import { contentsOf, accessTemplate } from '@careplane/platform/access';
import { readStacks } from '@careplane/deployment/assembly';
import { toolkitRules } from '@careplane/platform/construct-rules';
import { policiesIn, projectsIn, rolesIn, statementsOf } from './escalation/roles';
import type { Boundaries } from './escalation/may';
import type { AnyTemplate, PolicyInTemplate, ProjectInTemplate, RoleInTemplate } from './escalation/roles';
import { assembliesOf, stacksIn } from '@careplane/platform/testing';

export interface Everything {
  readonly roles: readonly RoleInTemplate[];
  /** By ARN: each account has a boundary of the same name. */
  readonly boundaries: Boundaries;
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
  const access = [...contentsOf(model, stacks)].map(([account, contents]) => ({
    account,
    template: accessTemplate({ model, account, contents, deployers: [] }),
  }));
  const stackTemplates = stacksIn(assemblies);
  const templates: readonly (readonly [AnyTemplate, string])[] = [
    ...stackTemplates.map(({ template, stack }) => [template as AnyTemplate, stack] as const),
    ...access.map(({ template }) => [template as AnyTemplate, `${model.name}-access`] as const),
    ...(github === undefined ? [] : [[inAccount(github, model.account), `${model.name}-github-roles`] as const]),
  ];
  const documents = access.flatMap(({ account, template }) =>
    Object.values(template.Resources).flatMap(({ Type, Properties }) => {
      if (Type !== 'AWS::IAM::ManagedPolicy') return [];
      const { ManagedPolicyName, PolicyDocument } = Properties as { ManagedPolicyName: string; PolicyDocument: object };
      return [{ arn: `arn:aws:iam::${account}:policy/${ManagedPolicyName}`, document: PolicyDocument }];
    }),
  );
  return {
    roles: templates.flatMap(([template, stack]) => rolesIn(template, stack)),
    projects: templates.flatMap(([template, stack]) => projectsIn(template, stack)),
    managedPolicies: templates.flatMap(([template, stack]) => policiesIn(template, stack)),
    stacks: stackTemplates.map(({ stack }) => stack),
    boundaries: new Map(documents.map(({ arn, document }) => [arn, statementsOf(document)])),
    policies: documents.map(({ document }) => JSON.stringify(document).length),
  };
}

/** A template for any account, in one. */
function inAccount(template: AnyTemplate, account: string): AnyTemplate {
  return JSON.parse(JSON.stringify(template).replaceAll('${AWS::AccountId}', account)) as AnyTemplate;
}
