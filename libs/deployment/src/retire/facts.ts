import { DescribeStacksCommand, GetTemplateCommand, ListImportsCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient, Stack } from '@aws-sdk/client-cloudformation';
import { DescribeRulesCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { parametersMadeBy } from '../assembly/template';
import type { Template } from '../assembly/template';
import { atAws } from '../aws/aws-errors';
import { mapPool } from '../aws/pool';
import { resourcesOf } from '../aws/stack-resources';
import { findStack } from '../aws/stack-state';
import type { RecordedStack } from '../ledger/ledger';
import { callersOf } from './callers';
import type { RetireClients } from './clients';
import type { StackFacts } from './plan';
import { stackKey } from './plan';
import { readersOfExport, readersOfListener, readersOfParameters } from './readers';
import type { Reader, StayingStack } from './readers';

/** Stacks that are asked about at the same time; CloudFormation allows few calls a second. */
const WIDTH = 4;

interface Deployed extends StackFacts {
  /** Names of its exports. */
  readonly exports: readonly string[];
}

/** What the account has of the stacks that are to be deleted, and who else reads it. */
export async function readFacts(
  stacks: readonly RecordedStack[],
  clients: RetireClients,
): Promise<{ facts: Map<string, StackFacts>; readers: Reader[]; emptyQueues: string[] }> {
  const found = await mapPool(stacks, WIDTH, (stack) => factsOf(stack, clients.cloudFormation(stack.region)));
  const present = found.filter(({ arn }) => arn !== undefined);
  const regions = [...new Set(present.map(({ stack }) => stack.region))];
  const staying = (await mapPool(regions, 1, (region) => stayingIn(region, present, clients))).flat();
  const readers = [
    ...readersOfParameters(present.flatMap(madeBy), staying),
    ...callersOf(present, staying),
    ...(await mapPool(present, WIDTH, (each) => importersOf(each, stacks, clients))).flat(),
    ...(await mapPool(present, WIDTH, (each) => rulesOn(each, present, clients))).flat(),
  ];
  const queues = present.flatMap((each) =>
    each.resources
      .filter(({ type }) => type === 'AWS::SQS::Queue')
      .map(({ physicalId }) => ({ physicalId, region: each.stack.region })),
  );
  const empty = await mapPool(queues, WIDTH, ({ physicalId, region }) => isEmpty(physicalId, region, clients));
  return {
    facts: new Map(found.map((each) => [stackKey(each.stack), each])),
    readers,
    emptyQueues: queues.filter((_, index) => empty[index]).map(({ physicalId }) => physicalId),
  };
}

async function factsOf(stack: RecordedStack, client: CloudFormationClient): Promise<Deployed> {
  const { name } = stack;
  const found = await atAws(`looking at stack ${name}`, () => findStack(client, name));
  if (found?.StackId === undefined || found.StackStatus === 'DELETE_COMPLETE') {
    return { stack, arn: undefined, status: 'absent', protected: false, template: {}, resources: [], exports: [] };
  }
  // By its id, CloudFormation gives the template also of a stack that is gone by now.
  const body = await templateOf(client, found.StackId);
  return {
    ...{ stack, arn: found.StackId, status: found.StackStatus ?? '' },
    protected: found.EnableTerminationProtection ?? false,
    template: parse(body),
    resources: await resourcesOf(client, found.StackId),
    exports: (found.Outputs ?? []).flatMap(({ ExportName }) => ExportName ?? []),
  };
}

async function templateOf(client: CloudFormationClient, stack: string): Promise<string> {
  const { TemplateBody = '{}' } = await atAws(`reading the template of ${stack}`, () =>
    client.send(new GetTemplateCommand({ StackName: stack })),
  );
  return TemplateBody;
}

/** Templates of Careplane are JSON; of another one, nothing but its text is looked at. */
function parse(body: string): Template {
  try {
    return JSON.parse(body) as Template;
  } catch {
    return {};
  }
}

function madeBy({ stack, template }: Deployed) {
  return [...parametersMadeBy(template).keys()].map((name) => ({ name, stack: stack.name, region: stack.region }));
}

/** All other stacks of a region, also those that no ledger has. */
async function stayingIn(
  region: string,
  retired: readonly Deployed[],
  clients: RetireClients,
): Promise<StayingStack[]> {
  const client = clients.cloudFormation(region);
  const arns = retired.map(({ arn }) => arn);
  const staying: Stack[] = [];
  let next: string | undefined;
  do {
    const page = await atAws(`listing the stacks of ${region}`, () =>
      client.send(new DescribeStacksCommand({ NextToken: next })),
    );
    staying.push(...(page.Stacks ?? []).filter(({ StackId }) => !arns.includes(StackId)));
    next = page.NextToken;
  } while (next !== undefined);
  // A stack in review has nothing yet.
  const made = staying.filter(({ StackStatus }) => StackStatus !== 'REVIEW_IN_PROGRESS');
  return mapPool(made, WIDTH, async ({ StackName: name = '' }) => ({
    name,
    region,
    template: await templateOf(client, name),
  }));
}

async function importersOf(
  { stack, exports }: Deployed,
  retired: readonly RecordedStack[],
  clients: RetireClients,
): Promise<Reader[]> {
  const client = clients.cloudFormation(stack.region);
  const own = retired.filter(({ region }) => region === stack.region).map(({ name }) => name);
  const readers: Reader[] = [];
  for (const name of exports) {
    const importers = await atAws(`asking who imports ${name}`, async () => {
      try {
        return (await client.send(new ListImportsCommand({ ExportName: name }))).Imports ?? [];
      } catch (error) {
        // That is how CloudFormation says that there is none.
        if (/is not imported by any stack/.test((error as Error).message)) return [];
        throw error;
      }
    });
    readers.push(...readersOfExport(name, stack.name, importers, own));
  }
  return readers;
}

async function rulesOn(
  { stack, resources }: Deployed,
  present: readonly Deployed[],
  clients: RetireClients,
): Promise<Reader[]> {
  const listeners = resources.filter(({ type }) => type === 'AWS::ElasticLoadBalancingV2::Listener');
  const own = present.flatMap((each) => each.resources.map(({ physicalId }) => physicalId));
  const readers: Reader[] = [];
  for (const { physicalId: listener } of listeners) {
    const rules = await atAws(`reading the rules of ${listener}`, async () => {
      try {
        const { Rules = [] } = await clients
          .loadBalancing(stack.region)
          .send(new DescribeRulesCommand({ ListenerArn: listener, PageSize: 400 }));
        return Rules.flatMap(({ RuleArn, IsDefault }) =>
          RuleArn === undefined || IsDefault === true ? [] : [RuleArn],
        );
      } catch (error) {
        if (/^(ListenerNotFound|LoadBalancerNotFound)/.test((error as Error).name)) return [];
        throw error;
      }
    });
    readers.push(...readersOfListener(listener, stack.name, rules, own));
  }
  return readers;
}

/** Whether a queue has no messages, visible, delayed or in flight. */
async function isEmpty(url: string, region: string, clients: RetireClients): Promise<boolean> {
  return atAws(`counting the messages of ${url}`, async () => {
    try {
      const { Attributes = {} } = await clients
        .queues(region)
        .send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }));
      const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible, ApproximateNumberOfMessagesDelayed } =
        Attributes;
      const counts = [
        ApproximateNumberOfMessages,
        ApproximateNumberOfMessagesNotVisible,
        ApproximateNumberOfMessagesDelayed,
      ];
      return counts.every((count) => count === undefined || Number(count) === 0);
    } catch (error) {
      if (/NonExistentQueue|QueueDoesNotExist/.test((error as Error).name)) return true;
      throw error;
    }
  });
}
