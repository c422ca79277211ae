import { DeleteChangeSetCommand, DescribeChangeSetCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient, DescribeChangeSetOutput, ResourceChange } from '@aws-sdk/client-cloudformation';
import { isOfPlatform } from '@careplane/config';
import { atAws } from '../aws/aws-errors';
import type { AssembledStack } from '../assembly/assembly';
import { canonical } from '../assembly/template';
import type { Template } from '../assembly/template';

/** A change set as CloudFormation describes it, with all pages of its changes. */
export interface ChangeSet {
  /** It is executed by this, not by its name: a name can be another change set by then. */
  readonly arn: string;
  readonly usable: boolean;
  /** CloudFormation found nothing to change. */
  readonly empty: boolean;
  /** Status and reason, for people. */
  readonly why: string;
  readonly changes: readonly ResourceChange[];
  /** Values that the template's SSM parameters had when it was prepared, by their names. */
  readonly resolved: ReadonlyMap<string, string>;
}

/** Name of the change sets of an assembly: `diff --prepare` makes them, `deploy` finds them again. */
export function changeSetName(digest: string): string {
  return `careplane-${digest.slice(0, 12)}`;
}

/** The change set of that name or ARN; undefined when there is none. */
export async function findChangeSet(
  client: CloudFormationClient,
  stack: string,
  name: string,
): Promise<ChangeSet | undefined> {
  return atAws(`reading change set ${name} of ${stack}`, async () => {
    let first: DescribeChangeSetOutput | undefined;
    const changes: ResourceChange[] = [];
    let next: string | undefined;
    do {
      let page: DescribeChangeSetOutput;
      try {
        page = await client.send(
          new DescribeChangeSetCommand({
            StackName: stack,
            ChangeSetName: first?.ChangeSetId ?? name,
            NextToken: next,
          }),
        );
      } catch (error) {
        if (first === undefined && isAbsent(error)) return undefined;
        throw error;
      }
      first ??= page;
      changes.push(...(page.Changes ?? []).flatMap(({ ResourceChange }) => ResourceChange ?? []));
      next = page.NextToken;
    } while (next !== undefined);
    return read(first, changes);
  });
}

function isAbsent(error: unknown): boolean {
  const { name, message } = error as Error;
  return name === 'ChangeSetNotFound' || name === 'ChangeSetNotFoundException' || /does not exist/.test(message);
}

function read(description: DescribeChangeSetOutput, changes: readonly ResourceChange[]): ChangeSet {
  const { ChangeSetId = '', Status = '', StatusReason = '', ExecutionStatus = '', Parameters = [] } = description;
  return {
    arn: ChangeSetId,
    usable: Status === 'CREATE_COMPLETE' && ExecutionStatus === 'AVAILABLE',
    empty: Status === 'FAILED' && /didn't contain changes|No updates are to be performed/.test(StatusReason),
    why: `${Status}/${ExecutionStatus}${StatusReason === '' ? '' : `: ${StatusReason}`}`,
    changes,
    resolved: new Map(
      Parameters.flatMap(({ ParameterValue, ResolvedValue }) =>
        ParameterValue !== undefined && ResolvedValue !== undefined ? [[ParameterValue, ResolvedValue]] : [],
      ),
    ),
  };
}

/** Template of a stack as it is deployed, or of one of its change sets; undefined when there is none. */
export async function deployedTemplate(
  client: CloudFormationClient,
  stack: string,
  changeSet?: string,
): Promise<Template | undefined> {
  return atAws(`reading the template of ${stack}`, async () => {
    try {
      const { TemplateBody } = await client.send(
        new GetTemplateCommand({ StackName: stack, TemplateStage: 'Original', ChangeSetName: changeSet }),
      );
      return TemplateBody === undefined || TemplateBody === '' ? undefined : (JSON.parse(TemplateBody) as Template);
    } catch (error) {
      if (isAbsent(error) || error instanceof SyntaxError) return undefined;
      throw error;
    }
  });
}

/** Whether two templates say the same. CloudFormation gives a template back with ? for all that is not ASCII. */
export function sameTemplate(a: Template, b: Template): boolean {
  const plain = (template: Template) => canonical(template).replace(/[\u{80}-\u{10ffff}]/gu, '?');
  return plain(a) === plain(b);
}

/**
 * Whether a change set is what this assembly's deploy may execute: complete, and made of this very template.
 *
 * @returns undefined when it is, else why it is not
 */
export async function reasonStale(
  client: CloudFormationClient,
  stack: AssembledStack,
  changeSet: ChangeSet,
): Promise<string | undefined> {
  if (!changeSet.usable) return changeSet.why;
  const template = await deployedTemplate(client, stack.name, changeSet.arn);
  return template !== undefined && sameTemplate(template, stack.template)
    ? undefined
    : 'its template differs from the assembly';
}

/**
 * Whether a change set was made with other values than Parameter Store has now. A value that cannot be looked up from here,
 * because it is kept in another account or region, counts as another one.
 *
 * @param values of the parameters of the platform, by their names
 */
export function hasStaleInputs(
  { resolved }: ChangeSet,
  platform: string,
  values: ReadonlyMap<string, string>,
): boolean {
  return [...resolved].some(([name, value]) => isOfPlatform(platform, name) && values.get(name) !== value);
}

/** Delete a change set that will not be executed; the stack stays as it is. */
export async function deleteChangeSet(client: CloudFormationClient, stack: string, arn: string): Promise<void> {
  await atAws(`deleting a change set of ${stack}`, () =>
    client.send(new DeleteChangeSetCommand({ StackName: stack, ChangeSetName: arn })),
  );
}
