import { resourcesOf } from '../rules/template-values';
import type { CloudFormationTemplate, TemplateResource } from '../rules/rule';

/** The parameter that names the owner of an account's baseline. */
export const OWNER_PARAMETER = '/careplane-baseline/owner';
/** Key of its metadata that lists the parts that are there, and the reasons for those that are not. */
export const BASELINE_METADATA = 'careplane:baseline';

/** The parameter of a template that says whose the baseline is; undefined for a template without a baseline. */
export function ownerOf(
  template: CloudFormationTemplate,
): { readonly logicalId: string; readonly resource: TemplateResource } | undefined {
  const found = resourcesOf(template, 'AWS::SSM::Parameter').find(
    ({ properties }) => properties['Name'] === OWNER_PARAMETER,
  );
  const resource = found && template.Resources?.[found.logicalId];
  return found === undefined || resource === undefined ? undefined : { logicalId: found.logicalId, resource };
}
