import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { BadInput } from '@careplane/command-line';
import { atAws } from './aws-errors';
import type { AssembledStack } from './assembly';
import type { Clients } from './clients';

/**
 * The command that bootstraps an account and region. It is only offered: it needs an administrator.
 *
 * @param trusted account that deploys there, where it is another one
 */
export function bootstrapCommand(account: string, region: string, trusted?: string): string {
  const command = `npx aws-cdk@2.1148.1 bootstrap aws://${account}/${region}`;
  // The CDK's command line demands the policy as soon as somebody is trusted.
  return trusted === undefined
    ? command
    : `${command} --trust ${trusted} --cloudformation-execution-policies arn:aws:iam::aws:policy/AdministratorAccess`;
}

interface Missing {
  readonly account: string;
  readonly region: string;
  readonly found: string;
  readonly wanted: number;
}

/**
 * Refuse to start where CDK's bootstrap is missing or too old: the roles and the bucket for templates come from it. Only
 * the caller's own account can be looked into; elsewhere the role that could not be taken says the same.
 *
 * @throws BadInput with the command for every account and region that lacks it
 */
export async function requireBootstrap(
  stacks: readonly AssembledStack[],
  clients: Clients,
  home: string,
): Promise<void> {
  const places = new Map(stacks.filter(({ account }) => account === home).map((stack) => [stack.region, stack]));
  const missing: Missing[] = [];
  for (const { account, region, bootstrap } of places.values()) {
    if (bootstrap === undefined) continue;
    const found = await versionIn(clients, region, bootstrap.parameter);
    if (found === undefined || Number(found) < bootstrap.version) {
      missing.push({ account, region, found: found ?? 'not there', wanted: bootstrap.version });
    }
  }
  if (missing.length === 0) return;
  throw new BadInput(
    [
      'CDK’s bootstrap is missing or too old; the roles for deploys and the bucket for templates come from it:',
      ...missing.map(
        ({ account, region, found, wanted }) => `  ${account} ${region}: ${found}, needed is version ${wanted}`,
      ),
      'With credentials of an administrator, once:',
      ...missing.map(({ account, region }) => `  ${bootstrapCommand(account, region)}`),
    ].join('\n'),
  );
}

async function versionIn(clients: Clients, region: string, parameter: string): Promise<string | undefined> {
  return atAws(`looking for CDK’s bootstrap in ${region}`, async () => {
    try {
      return (await clients.ssmIn(region).send(new GetParameterCommand({ Name: parameter }))).Parameter?.Value;
    } catch (error) {
      if ((error as Error).name === 'ParameterNotFound') return undefined;
      throw error;
    }
  });
}
