import { DescribeStackResourceDriftsCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient, PropertyDifference, StackResourceDrift } from '@aws-sdk/client-cloudformation';
import { looksSecret } from '@careplane/problems';
import { deployedTemplate } from '../change-sets/change-set';
import { pathOf } from '../assembly/template';
import { atAws } from '../aws/aws-errors';
import { resourcesOf } from '../aws/stack-resources';
import { isSetByScaling } from './set-by-scaling';
import type { PropertyDrift, ResourceDrift, StackDrift } from './stack-drift';

const CHANGES: Readonly<Record<string, PropertyDrift['change']>> = {
  ADD: 'added',
  REMOVE: 'removed',
  NOT_EQUAL: 'changed',
};

/** Results of the last detection of a stack: what differs, and what was not compared. */
export async function resultsOf(
  client: CloudFormationClient,
  stack: string,
): Promise<Pick<StackDrift, 'resources' | 'notCompared'>> {
  const found = await atAws(`reading the drift of ${stack}`, () => allDrifts(client, stack));
  const compared = new Set(found.map(({ LogicalResourceId }) => LogicalResourceId));
  const all = await resourcesOf(client, stack);
  const notCompared: Record<string, number> = {};
  for (const { logicalId, type } of all) {
    if (!compared.has(logicalId)) notCompared[type] = (notCompared[type] ?? 0) + 1;
  }
  const differing = found.filter(({ StackResourceDriftStatus }) => StackResourceDriftStatus !== 'IN_SYNC');
  if (differing.length === 0) return { resources: [], notCompared };
  const template = await deployedTemplate(client, stack);
  const resources = differing.map((each): ResourceDrift => {
    const { LogicalResourceId: logicalId = '', ResourceType: type = '', PhysicalResourceId: physicalId = '' } = each;
    const properties = (each.PropertyDifferences ?? [])
      .map(propertyOf)
      .filter(({ property }) => !isSetByScaling(type, property, all));
    const deleted = each.StackResourceDriftStatus === 'DELETED';
    return {
      logicalId,
      path: pathOf(logicalId, template?.Resources?.[logicalId]),
      type,
      physicalId,
      deleted,
      properties,
    };
  });
  return { resources: resources.filter(({ deleted, properties }) => deleted || properties.length > 0), notCompared };
}

async function allDrifts(client: CloudFormationClient, stack: string): Promise<StackResourceDrift[]> {
  const found: StackResourceDrift[] = [];
  let next: string | undefined;
  do {
    const page = await client.send(
      new DescribeStackResourceDriftsCommand({ StackName: stack, MaxResults: 100, NextToken: next }),
    );
    // Types that CloudFormation cannot compare are left out by AWS, or have a status of their own.
    const statuses = ['IN_SYNC', 'MODIFIED', 'DELETED'];
    found.push(
      ...(page.StackResourceDrifts ?? []).filter(({ StackResourceDriftStatus = '' }) =>
        statuses.includes(StackResourceDriftStatus),
      ),
    );
    next = page.NextToken;
  } while (next !== undefined);
  return found;
}

function propertyOf({
  PropertyPath = '',
  ExpectedValue,
  ActualValue,
  DifferenceType,
}: PropertyDifference): PropertyDrift {
  const change = CHANGES[DifferenceType ?? ''] ?? 'changed';
  const property = PropertyPath.replace(/^\//, '');
  return {
    ...{ property, change },
    ...(change === 'added' || ExpectedValue === undefined ? {} : { expected: shown(property, ExpectedValue) }),
    ...(change === 'removed' || ActualValue === undefined ? {} : { actual: shown(property, ActualValue) }),
  };
}

/** A value as CloudFormation gives it, but for what looks like a secret. */
function shown(property: string, value: string): string {
  const name = property.split('/').at(-1) ?? '';
  return looksSecret(name, value) ? '(not shown: it looks like a secret)' : value;
}
