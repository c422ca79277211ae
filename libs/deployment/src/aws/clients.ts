import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { BadInput } from '@careplane/command-line';
import { accessRoleName, parseArn } from '@careplane/config';
import type { Bootstrapped, PlatformModel } from '@careplane/config';
import { scopeOfStack } from '@careplane/platform/access';
import { shellWord } from '@careplane/problems';
import { atAws, explained, isRefusal } from './aws-errors';
import { PATIENT, parameterStore } from './parameter-store';
import type { AssembledStack } from '../assembly/assembly';

type Credentials = SSMClient['config']['credentials'];

/** Where a stack lives, and who may change it there. */
export type Place = Pick<AssembledStack, 'account' | 'region' | 'name' | 'deployRoleArn' | 'lookupRoleArn'>;

/** Who is calling, in the words of STS. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
}

/** What a command does with stacks: the roles that it takes depend on it. */
export type Purpose = 'look' | 'prepare' | 'deploy';

export interface ClientSettings {
  readonly model: Pick<PlatformModel, 'name' | 'region' | 'environments' | 'bootstrapQualifier'>;
  readonly purpose: Purpose;
  /** Folder of the platform, for the command that makes its roles. */
  readonly directory: string;
}

/** Region and credentials of a client that looks. */
export interface LookSettings {
  readonly region: string;
  readonly credentials: Credentials;
}

interface Connection {
  readonly role: string | undefined;
  readonly credentials: Credentials;
}

/**
 * Clients of the accounts that the platform's stacks lie in, with the roles that `careplane bootstrap` has made there. Who may
 * take none of them goes on with the credentials there are, in their own account: an administrator may do it all.
 */
export class Clients {
  private readonly connections = new Map<string, Promise<Connection>>();
  private identity: Promise<Caller> | undefined;

  /** @param ssm of the platform's own account and region; its credentials take all roles */
  constructor(
    private readonly settings: ClientSettings,
    readonly ssm: SSMClient,
  ) {}

  /** The CDK bootstrap whose bucket the platform uses. */
  get bootstrap(): Bootstrapped {
    return this.settings.model;
  }

  caller(): Promise<Caller> {
    this.identity ??= atAws('reading the caller identity', async () => {
      const sts = new STSClient({ region: this.settings.model.region, credentials: this.ownCredentials, ...PATIENT });
      const { Account = '', Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
      return { account: Account, arn: Arn };
    });
    return this.identity;
  }

  /** CloudFormation where a stack lives, with the role for what is being done: to make change sets, or to execute them, too. */
  async cloudFormation(place: Place): Promise<CloudFormationClient> {
    const { credentials } = await this.connect(place, this.changingRoles(place));
    return new CloudFormationClient({ region: place.region, credentials, ...PATIENT });
  }

  /**
   * Credentials of a role in a stack's account that trusts the deploy role. Who works with own credentials, because no role may be
   * taken, goes on with those.
   */
  async credentialsOf(place: Place, roleArn: string): Promise<Credentials> {
    const { role, credentials } = await this.connect(place, this.changingRoles(place));
    if (role === undefined) return credentials;
    const assumed = this.assume(roleArn, place.region, credentials);
    await atAws(`assuming the role ${roleArn}`, assumed);
    return assumed;
  }

  /** CloudFormation where a stack lives, to look and nothing more. */
  async reader(place: Place): Promise<CloudFormationClient> {
    return new CloudFormationClient({ ...(await this.lookSettings(place)), ...PATIENT });
  }

  /** Settings of a client of any service where a stack lives, to look and nothing more. */
  async lookSettings(place: Place): Promise<LookSettings> {
    const { credentials } = await this.looking(place);
    return { region: place.region, credentials };
  }

  /** Parameter Store where a stack lives, for the version of CDK's bootstrap. */
  async parameters(place: Place): Promise<SSMClient> {
    return parameterStore(place.region, (await this.looking(place)).credentials);
  }

  /** Whether change sets can be made where a stack lives. */
  async mayPrepare(place: Place): Promise<boolean> {
    try {
      await this.connect(place, this.changingRoles(place));
      return true;
    } catch (error) {
      if (error instanceof BadInput) return false;
      throw error;
    }
  }

  /** Role with which the CDK's toolkit makes a change set; undefined for the one that the assembly names. */
  async preparingRole(place: Place): Promise<string | undefined> {
    return (await this.connect(place, this.changingRoles(place))).role;
  }

  /** Credentials of the caller, and of no role. */
  get ownCredentials(): Credentials {
    return this.ssm.config.credentials;
  }

  private looking(place: Place): Promise<Connection> {
    return this.connect(place, [place.lookupRoleArn, ...this.changingRoles(place)]);
  }

  /** Roles that are tried, the one that may do least first. */
  private changingRoles(place: Place): (string | undefined)[] {
    if (this.settings.purpose === 'deploy' || place.deployRoleArn === undefined) return [place.deployRoleArn];
    const { model } = this.settings;
    const plan = accessRoleName(model.name, scopeOfStack(model, place.name), 'plan');
    return [place.deployRoleArn.replace(/[^/]*$/, plan), place.deployRoleArn];
  }

  /** Credentials of the first of these roles that may be taken. */
  private connect(place: Place, roles: readonly (string | undefined)[]): Promise<Connection> {
    const key = [place.account, place.region, ...roles].join(' ');
    const known = this.connections.get(key) ?? this.take(place, roles);
    this.connections.set(key, known);
    return known;
  }

  private async take(place: Place, roles: readonly (string | undefined)[]): Promise<Connection> {
    const caller = await this.caller();
    const named = roles.flatMap((arn) => arn?.replace('${AWS::Partition}', parseArn(caller.arn).partition) ?? []);
    for (const role of named) {
      const assumed = this.assume(role, place.region);
      try {
        await assumed();
        return { role, credentials: assumed };
      } catch (error) {
        if (!isRefusal(error)) throw explained(error, `assuming the role ${role}`);
      }
    }
    const own: Connection = { role: undefined, credentials: this.ownCredentials };
    if (named.length === 0) return own;
    const refused = this.refused(named.at(-1) ?? '', place);
    if (caller.account !== place.account) throw refused;
    await this.requireOwnRights(place, refused);
    return own;
  }

  /** Uses the caller's own credentials if they may look at the stack. Otherwise the error names the missing permission. */
  private async requireOwnRights({ region, name }: Place, refused: BadInput): Promise<void> {
    const client = new CloudFormationClient({ region, credentials: this.ownCredentials, ...PATIENT });
    try {
      await client.send(new DescribeStacksCommand({ StackName: name }));
    } catch (error) {
      if (isRefusal(error)) throw refused;
      // There is no such stack yet; whatever else is wrong shows with the next call.
    }
  }

  private refused(role: string, { account }: Place): BadInput {
    const { model, directory } = this.settings;
    return new BadInput(
      `The role ${role} cannot be assumed: account ${account} has no access stack of ${model.name} with this role, or the role does not trust the caller. Run with credentials of an administrator of ${account}: careplane bootstrap ${shellWord(directory)}`,
    );
  }

  /** The SDK asks again when what it got is about to expire. */
  private assume(role: string, region: string, by: Credentials = this.ownCredentials) {
    const sts = new STSClient({ region, credentials: by, ...PATIENT });
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
