import {
  CloudFormationClient,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import type { ResourceChange, StackEvent } from '@aws-sdk/client-cloudformation';
import { mockClient } from 'aws-sdk-client-mock';
import type { Assembly, AssembledStack } from '../assembly/assembly';
import { changeSetName } from '../change-sets/change-set';
import type { Clients } from '../aws/clients';
import type { Template } from '../assembly/template';

interface FakeChangeSet {
  readonly name: string;
  readonly template: Template;
  readonly changes: readonly ResourceChange[];
  readonly resolved: readonly [string, string][];
}

interface FakeStack {
  status: string;
  template: Template | undefined;
  readonly changeSets: Map<string, FakeChangeSet>;
  readonly events: StackEvent[];
}

/** CloudFormation in memory, for what a deploy must do when something comes between; the emulator has the rest. */
export class FakeCloudFormation {
  readonly stacks = new Map<string, FakeStack>();
  /** ARNs of change sets that were executed. */
  readonly executed: string[] = [];
  /** Resources that fail, by stack. */
  readonly failing = new Map<string, string>();
  private count = 0;

  constructor() {
    const mock = mockClient(CloudFormationClient);
    mock.on(DescribeStacksCommand).callsFake(({ StackName }: { StackName: string }) => {
      const name = nameOf(StackName);
      return { Stacks: [{ StackId: arnOf(name), StackName: name, StackStatus: this.get(name).status }] };
    });
    mock.on(DescribeChangeSetCommand).callsFake(({ StackName, ChangeSetName }: Asked) => {
      const [arn, found] = this.find(StackName, ChangeSetName);
      return {
        ChangeSetId: arn,
        Status: 'CREATE_COMPLETE',
        ExecutionStatus: 'AVAILABLE',
        Changes: found.changes.map((ResourceChange) => ({ Type: 'Resource', ResourceChange })),
        Parameters: found.resolved.map(([ParameterValue, ResolvedValue]) => ({ ParameterValue, ResolvedValue })),
      };
    });
    mock.on(GetTemplateCommand).callsFake(({ StackName, ChangeSetName }: Partial<Asked> & { StackName: string }) => {
      const template =
        ChangeSetName === undefined
          ? this.get(nameOf(StackName)).template
          : this.find(StackName, ChangeSetName)[1].template;
      return { TemplateBody: JSON.stringify(template) };
    });
    mock.on(DescribeStackEventsCommand).callsFake(({ StackName }: { StackName: string }) => ({
      StackEvents: [...this.get(nameOf(StackName)).events].reverse(),
    }));
    mock.on(DeleteChangeSetCommand).resolves({});
    mock.on(ExecuteChangeSetCommand).callsFake(({ StackName, ChangeSetName }: Asked) => {
      this.execute(nameOf(StackName), ChangeSetName);
      return {};
    });
  }

  /** Clients that lead here. */
  get clients(): Clients {
    const client = new CloudFormationClient({ region: 'us-east-2' });
    return {
      cloudFormation: () => Promise.resolve(client),
      reader: () => Promise.resolve(client),
      mayPrepare: () => Promise.resolve(true),
    } as unknown as Clients;
  }

  deployed(name: string, template: Template): void {
    this.stacks.set(name, { status: 'CREATE_COMPLETE', template, changeSets: new Map(), events: [] });
  }

  /** As CloudFormation would make it: everything is new in a new stack, everything else is changed in place. */
  prepare(assembly: Assembly, stack: AssembledStack, more: Partial<FakeChangeSet> = {}): string {
    const there = this.stacks.get(stack.name) ?? {
      status: 'REVIEW_IN_PROGRESS',
      template: undefined,
      changeSets: new Map(),
      events: [],
    };
    this.stacks.set(stack.name, there);
    this.count += 1;
    const arn = `arn:aws:cloudformation:us-east-2:111122223333:changeSet/${this.count}`;
    const changes = Object.entries(stack.template.Resources ?? {}).map(
      ([LogicalResourceId, { Type }]): ResourceChange =>
        there.template === undefined
          ? { Action: 'Add', LogicalResourceId, ResourceType: Type }
          : { Action: 'Modify', Replacement: 'False', LogicalResourceId, ResourceType: Type },
    );
    const name = changeSetName(assembly.digest);
    for (const [key, each] of there.changeSets) if (each.name === name) there.changeSets.delete(key);
    there.changeSets.set(arn, { name, template: stack.template, changes, resolved: [], ...more });
    return arn;
  }

  private execute(name: string, arn: string): void {
    const stack = this.get(name);
    const changeSet = this.find(name, arn)[1];
    const fresh = stack.template === undefined;
    this.executed.push(arn);
    const reason = this.failing.get(name);
    const event = (ResourceStatus: string, ResourceStatusReason?: string) =>
      stack.events.push({
        StackId: arnOf(name),
        EventId: String(stack.events.length),
        StackName: name,
        Timestamp: new Date(0),
        LogicalResourceId: 'Thing',
        ResourceType: 'AWS::X::Y',
        ResourceStatus,
        ResourceStatusReason,
      } as StackEvent);
    if (reason === undefined) {
      stack.template = changeSet.template;
      stack.status = fresh ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE';
      event('CREATE_COMPLETE');
    } else {
      stack.status = fresh ? 'ROLLBACK_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE';
      event('CREATE_FAILED', reason);
      event('CREATE_FAILED', 'Resource creation cancelled');
    }
  }

  private get(name: string): FakeStack {
    const found = this.stacks.get(name);
    if (found === undefined) throw new Error(`Stack with id ${name} does not exist`);
    return found;
  }

  private find(stack: string, changeSet: string): [string, FakeChangeSet] {
    const all = this.get(nameOf(stack)).changeSets;
    const found = [...all].find(([arn, { name }]) => arn === changeSet || name === changeSet);
    if (found === undefined)
      throw Object.assign(new Error('no such change set'), { name: 'ChangeSetNotFoundException' });
    return found;
  }
}

interface Asked {
  readonly StackName: string;
  readonly ChangeSetName: string;
}

function arnOf(name: string): string {
  return `arn:aws:cloudformation:us-east-2:111122223333:stack/${name}/1`;
}

function nameOf(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? (nameOrArn.split('/')[1] ?? '') : nameOrArn;
}
