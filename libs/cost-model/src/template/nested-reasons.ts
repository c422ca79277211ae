import type { TemplateResource } from './resource';
import { stackInstances } from './stack-set';

/** A type that deploys another template. */
export const NESTING: ReadonlySet<string> = new Set([
  'AWS::CloudFormation::Stack',
  'AWS::CloudFormation::StackSet',
  'AWS::Serverless::Application',
]);

const READ = 'A nested stack has no charge of its own; its resources are listed.';
const NO_TEMPLATE =
  'The template of this nested stack was not found: no file beside its parent has the path that ends its TemplateURL. Save it there, check out the Git submodule that has it (git submodule update --init), or put the repository that has it beside yours.';
const NO_SET_TEMPLATE =
  'The template of this stack set was not found: it has no TemplateBody, and no file beside its parent has the path that ends its TemplateURL. Save it there.';
const NO_APPLICATION =
  'The template of this application is in the Serverless Application Repository: save it beside its parent, under the last part of its ApplicationId and .yaml (aws serverlessrepo get-application says its TemplateUrl).';

/** Whether a nested template was read, and why it is free, or why it is missing. */
export interface NestedVerdict {
  readonly verdict: 'free' | 'needs usage' | 'unsupported';
  readonly reason: string;
}

/**
 * What to say of a resource that deploys another template.
 *
 * @param stacks names of the stacks that were read
 * @param accounts of a stack set, which the usage file gives
 */
export function nestedVerdict(
  resource: TemplateResource,
  stacks: ReadonlySet<string>,
  accounts: number | undefined,
): NestedVerdict {
  const name = `${resource.stack}/${resource.logicalId}`;
  if (resource.type === 'AWS::CloudFormation::StackSet') return setVerdict(resource, name, stacks, accounts);
  if (stacks.has(name)) return { verdict: 'free', reason: READ };
  const isStack = resource.type === 'AWS::CloudFormation::Stack';
  return { verdict: 'unsupported', reason: isStack ? NO_TEMPLATE : NO_APPLICATION };
}

function setVerdict(
  resource: TemplateResource,
  name: string,
  stacks: ReadonlySet<string>,
  accounts: number | undefined,
): NestedVerdict {
  const where = stackInstances(resource, accounts);
  if ('unknown' in where)
    return { verdict: where.isUsage === true ? 'needs usage' : 'unsupported', reason: where.unknown };
  const { instances } = where;
  const [first] = instances;
  if (first !== undefined && !stacks.has(`${name}/${first.account}/${first.region}`))
    return { verdict: 'unsupported', reason: NO_SET_TEMPLATE };
  const count = instances.length === 1 ? 'one stack' : `${instances.length} stacks`;
  return { verdict: 'free', reason: `A stack set has no charge of its own; the resources of its ${count} are listed.` };
}
