import { load } from '@careplane/config';
import { contentsOf, accessTemplate } from '@careplane/platform/access';
import type { PolicyDocument } from '@careplane/platform/access';
import { readAssembly } from '@careplane/deployment/assembly';
import { toolkitRules } from '@careplane/platform/construct-rules';
import { rolesIn } from '../escalation/roles';
import type { AnyTemplate, RoleInTemplate } from '../escalation/roles';
import { stacksIn } from '@careplane/platform/testing';
import { assembliesOf } from './assemblies';

export interface Everything {
  readonly roles: readonly RoleInTemplate[];
  readonly boundaries: ReadonlyMap<string, PolicyDocument['Statement']>;
  readonly policies: readonly number[];
}

/** All roles of a platform: those of its stacks and those of its access stacks. */
export function everythingOf(folder: string): Everything {
  const assemblies = assembliesOf(folder);
  const loaded = load(folder, { rules: toolkitRules });
  if (!loaded.ok) throw new Error('the configuration is wrong');
  const { model } = loaded;
  const units = [model.unit, ...model.services.map(({ unit }) => unit)];
  const stacks = units.flatMap((unit) => readAssembly(assemblies, unit, '').stacks);
  const access = [...contentsOf(model, stacks)].map(([account, contents]) =>
    accessTemplate({ model, account, contents, deployers: [] }),
  );
  const templates = [
    ...stacksIn(assemblies).map(({ template }) => template as AnyTemplate),
    ...(access as AnyTemplate[]),
  ];
  const documents = access.flatMap(({ Resources }) =>
    Object.values(Resources).flatMap(({ Type, Properties }) =>
      Type === 'AWS::IAM::ManagedPolicy'
        ? [Properties as { ManagedPolicyName: string; PolicyDocument: PolicyDocument }]
        : [],
    ),
  );
  return {
    roles: templates.flatMap(rolesIn),
    boundaries: new Map(documents.map((each) => [each.ManagedPolicyName, each.PolicyDocument.Statement])),
    policies: documents.map(({ PolicyDocument }) => JSON.stringify(PolicyDocument).length),
  };
}
