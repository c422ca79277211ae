import type { IIoHost, IoMessage } from '@aws-cdk/toolkit-lib';
import { StackParameters, StackSelectionStrategy, Toolkit } from '@aws-cdk/toolkit-lib';
import { ToolFailed } from '@careplane/command-line';
import { bootstrapStackName } from '@careplane/config';
import { explained } from '../aws/aws-errors';
import type { Assembly, AssembledStack } from '../assembly/assembly';
import { changeSetName } from './change-set';
import type { Clients } from '../aws/clients';
import { PrivateCopies } from '../assembly/private-copy';
import type { DeployedStack } from '../aws/stack-state';

/**
 * Prepares change sets with the CDK's toolkit, which knows how to publish what templates need (files, the templates
 * themselves), which roles to take, and which parameters keep their values.
 */
export class ChangeSetMaker {
  private readonly toolkit: Toolkit;
  private readonly copies = new PrivateCopies();

  /**
   * @param warn called with each warning of the toolkit
   * @param clients know the role that may prepare where a stack lies
   */
  constructor(
    warn: (text: string) => void,
    private readonly clients: Pick<Clients, 'bootstrap' | 'preparingRole'>,
  ) {
    this.toolkit = new Toolkit({
      ioHost: hostOf(warn),
      color: false,
      emojis: false,
      toolkitStackName: bootstrapStackName(clients.bootstrap),
    });
  }

  /**
   * Creates the change set of a stack again; CloudFormation then lists its changes. Parameters that the stack
   * has already keep their values, the image's digest above all: only its pipeline sets that.
   *
   * @throws ToolFailed or BadInput with the message of CloudFormation
   */
  async prepare(assembly: Assembly, stack: AssembledStack, deployed: DeployedStack): Promise<void> {
    const copy = this.copies.of(assembly);
    this.copies.adapt(copy, stack.id, {
      roleArn: await this.clients.preparingRole(stack),
      protection: deployed.terminationProtection,
    });
    try {
      const source = await this.toolkit.fromAssemblyDirectory(copy);
      await this.toolkit.deploy(source, {
        stacks: { strategy: StackSelectionStrategy.PATTERN_MUST_MATCH_SINGLE, patterns: [stack.id] },
        deploymentMethod: { method: 'change-set', changeSetName: changeSetName(assembly.digest), execute: false },
        parameters: StackParameters.onlyExisting(),
      });
    } catch (error) {
      const explanation = explained(error, `preparing the change set of ${stack.name}`);
      if (explanation !== error) throw explanation;
      const reason = (error as Error).message.trim().replace(/[.!]?$/, '.');
      throw new ToolFailed(
        `The change set of ${stack.name} could not be prepared: ${reason} Correct it, then run the same command again.`,
      );
    }
  }

  /** Forget the copies of the assemblies. */
  end(): void {
    this.copies.remove();
  }
}

/** The toolkit asks whether to go on and shows a difference of its own; here both are done for all stacks at once. */
function hostOf(warn: (text: string) => void): IIoHost {
  return {
    notify: (message: IoMessage<unknown>) => {
      if (message.level === 'warn') warn(message.message.trim());
      return Promise.resolve();
    },
    requestResponse: (request) => Promise.resolve(request.defaultResponse),
  };
}
