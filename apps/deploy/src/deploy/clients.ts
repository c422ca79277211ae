import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { BadInput } from '@careplane/command-line';
import { atAws, explained } from './aws-errors';
import { bootstrapCommand } from './bootstrap';
import { PATIENT, parameterStore } from './home';
import type { AssembledStack } from './assembly';

type Credentials = SSMClient['config']['credentials'];

/** Where a stack lives, and who may change it there. */
export type Place = Pick<AssembledStack, 'account' | 'region' | 'deployRoleArn' | 'lookupRoleArn'>;

/** Who is calling, in the words of STS. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
}

/** Clients of the account that the platform is configured for, and of the accounts its environments live in. */
export class Clients {
  private readonly byPlace = new Map<string, Promise<CloudFormationClient>>();
  private readonly readers = new Map<string, Promise<CloudFormationClient>>();
  private identity: Promise<Caller> | undefined;

  /** @param ssm of the platform's own account and region; its credentials serve all others */
  constructor(
    private readonly region: string,
    readonly ssm: SSMClient,
  ) {}

  /** Parameter Store of a region in the caller's account. */
  ssmIn(region: string): SSMClient {
    return region === this.region ? this.ssm : parameterStore(region, this.credentials);
  }

  caller(): Promise<Caller> {
    this.identity ??= atAws('asking who is calling', async () => {
      const sts = new STSClient({ region: this.region, credentials: this.credentials, ...PATIENT });
      const { Account = '', Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
      return { account: Account, arn: Arn };
    });
    return this.identity;
  }

  /**
   * CloudFormation where a stack lives, with the role that CDK's bootstrap made for deploys. In the caller's own account
   * the caller's credentials do too, as with the CDK's own command line.
   */
  cloudFormation(place: Place): Promise<CloudFormationClient> {
    return onceFor(this.byPlace, place, () => this.connect(place));
  }

  /**
   * CloudFormation where a stack lives, to look and nothing more. In another account that is CDK's role for lookups: whoever
   * may only look there need not be given the role that deploys.
   */
  reader(place: Place): Promise<CloudFormationClient> {
    return onceFor(this.readers, place, () => this.connectToRead(place));
  }

  /** Whether change sets can be made where a stack lives: with the role that deploys, or in the caller's own account. */
  async mayPrepare(place: Place): Promise<boolean> {
    try {
      await this.cloudFormation(place);
      return true;
    } catch (error) {
      if (error instanceof BadInput) return false;
      throw error;
    }
  }

  private get credentials(): Credentials {
    return this.ssm.config.credentials;
  }

  private async connect(place: Place): Promise<CloudFormationClient> {
    const { region } = place;
    const role = await this.named(place.deployRoleArn);
    if (role === undefined) return new CloudFormationClient({ region, credentials: this.credentials, ...PATIENT });
    const assumed = this.assume(role, region);
    try {
      await assumed();
    } catch (error) {
      const { account } = await this.caller();
      if (account !== place.account) throw roleRefused(role, place, account, error as Error);
      return new CloudFormationClient({ region, credentials: this.credentials, ...PATIENT });
    }
    return new CloudFormationClient({ region, credentials: assumed, ...PATIENT });
  }

  private async connectToRead(place: Place): Promise<CloudFormationClient> {
    const { region } = place;
    const role = await this.named(place.lookupRoleArn);
    if (role === undefined || (await this.caller()).account === place.account) return this.cloudFormation(place);
    const assumed = this.assume(role, region);
    try {
      await assumed();
    } catch {
      // The other role is asked for, and what is wrong with that is told.
      return this.cloudFormation(place);
    }
    return new CloudFormationClient({ region, credentials: assumed, ...PATIENT });
  }

  /** A role of the assembly in the caller's partition. */
  private async named(arn: string | undefined): Promise<string | undefined> {
    return arn?.replace('${AWS::Partition}', partitionOf((await this.caller()).arn));
  }

  /** The SDK asks again when what it got is about to expire. */
  private assume(role: string, region: string) {
    const sts = new STSClient({ region, credentials: this.credentials, ...PATIENT });
    return async () => {
      const { Credentials: given } = await sts.send(
        new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'careplane-deploy' }),
      );
      return {
        accessKeyId: given?.AccessKeyId ?? '',
        secretAccessKey: given?.SecretAccessKey ?? '',
        sessionToken: given?.SessionToken ?? '',
        ...(given?.Expiration === undefined ? {} : { expiration: given.Expiration }),
      };
    };
  }
}

function onceFor<T>(known: Map<string, Promise<T>>, { account, region }: Place, make: () => Promise<T>): Promise<T> {
  const key = `${account}/${region}`;
  const made = known.get(key) ?? make();
  known.set(key, made);
  return made;
}

/** "aws", or "aws-us-gov" and the like. */
function partitionOf(arn: string): string {
  return arn.split(':')[1] ?? 'aws';
}

/** In another account there is no way but the role that its bootstrap makes, and only if it trusts this account. */
function roleRefused(role: string, { account, region }: Place, home: string, error: Error): unknown {
  const told = explained(error, `taking the role ${role}`);
  if (!(told instanceof BadInput) || !/refuses it/.test(told.message)) return told;
  return new BadInput(
    `The role ${role} cannot be taken: ${account} is not bootstrapped in ${region}, or does not trust ${home}. With credentials of an administrator of ${account}, once: ${bootstrapCommand(account, region, home)}`,
  );
}
