import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

export interface ServiceSecretsProps {
  /** Names of the environment variables that the secrets become. */
  readonly names: readonly string[];
  /** Secret names begin with it, for example /medmo/staging/api. */
  readonly prefix: string;
  readonly key: IKey;
}

/**
 * One secret for each variable, with a random value until its owner writes the real one. A first deploy then finds the
 * secrets of its task definition, and no template contains a value.
 */
export class ServiceSecrets extends Construct {
  /** By the name of the variable. */
  readonly byName: Readonly<Record<string, ISecret>>;

  constructor(scope: Construct, id: string, props: ServiceSecretsProps) {
    super(scope, id);
    this.byName = Object.fromEntries(props.names.map((name) => [name, this.addSecret(name, props)]));
  }

  private addSecret(name: string, props: ServiceSecretsProps): ISecret {
    const secret = new Secret(this, name, {
      secretName: `${props.prefix}/${name}`,
      description: `Variable ${name} of ${props.prefix}; random until its real value is put here`,
      encryptionKey: props.key,
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const reason =
      'The value is issued by somebody else (a gateway, a partner) or shared with running sessions, so a rotation would replace it by one that they do not know. Its owner changes it as docs/guides/platform.md says.';
    Validations.of(secret).acknowledge(
      { id: 'HIPAA.Security::HIPAA.Security-SecretsManagerRotationEnabled', reason },
      { id: 'AwsSolutions::AwsSolutions-SMG4', reason },
    );
    // The CDK declares `| undefined` in the class and not in the interface that the class implements.
    return secret as ISecret;
  }
}
