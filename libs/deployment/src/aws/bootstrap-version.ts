import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { BadInput } from '@careplane/command-line';
import { MIN_BOOTSTRAP_VERSION } from '@careplane/config';
import { shellWord } from '@careplane/problems';
import type { Bootstrapped } from '@careplane/config';
import { atAws } from './aws-errors';
import type { AssembledStack } from '../assembly/assembly';
import type { Clients } from './clients';

interface Missing {
  readonly account: string;
  readonly region: string;
  readonly found: string;
  readonly wanted: number;
}

/**
 * Refuse to start where CDK's bootstrap is missing or too old: the bucket for templates comes from it.
 *
 * @param platform its folder, and the model, which names the bootstrap
 * @throws BadInput with the command that makes it
 */
export async function requireBootstrap(
  stacks: readonly AssembledStack[],
  clients: Clients,
  { directory, model }: { readonly directory: string; readonly model: Bootstrapped },
): Promise<void> {
  const places = new Map(stacks.map((stack) => [`${stack.account} ${stack.region}`, stack]));
  const missing: Missing[] = [];
  for (const stack of places.values()) {
    if (stack.bootstrap === undefined) continue;
    const found = await versionAt(clients, stack, stack.bootstrap.parameter);
    const wanted = Math.max(stack.bootstrap.version, MIN_BOOTSTRAP_VERSION);
    if (found === undefined || !(Number(found) >= wanted)) {
      missing.push({ account: stack.account, region: stack.region, found: found ?? 'missing', wanted });
    }
  }
  if (missing.length === 0) return;
  throw new BadInput(
    [
      `CDK’s bootstrap (qualifier ${model.bootstrapQualifier}) is missing or too old; the bucket for templates comes from it:`,
      ...missing.map(
        ({ account, region, found, wanted }) => `  ${account} ${region}: ${found}, version ${wanted} is required`,
      ),
      `Run with an administrator's credentials: careplane bootstrap ${shellWord(directory)}`,
      'If the bootstrap has another qualifier, write it to platform.yaml as bootstrapQualifier.',
    ].join('\n'),
  );
}

async function versionAt(clients: Clients, stack: AssembledStack, parameter: string): Promise<string | undefined> {
  const ssm = await clients.parameters(stack);
  return atAws(`looking for CDK’s bootstrap in ${stack.account}, ${stack.region}`, async () => {
    try {
      return (await ssm.send(new GetParameterCommand({ Name: parameter }))).Parameter?.Value;
    } catch (error) {
      if ((error as Error).name === 'ParameterNotFound') return undefined;
      throw error;
    }
  });
}
