import { only } from './examples';
import { ruleFor } from './rule';
import { at, deniesPlainText, listOf } from './template-values';

const MOUNT = 'elasticfilesystem:ClientMount';

/**
 * Clients of a file system come with TLS, with a role that may mount it, and through an access point, which is one folder and one user.
 * Without a policy, everyone who reaches a mount target may do everything.
 * https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
 */
export const fileSystemIsGuarded = ruleFor({
  name: 'FileSystemIsGuarded',
  control: '164.312(e)(2)(ii)',
  sameAs: 'NIST SP 800-53 AC-3, SC-8(1)',
  types: ['AWS::EFS::FileSystem'],
  wrong: ({ properties }) => {
    const policy = properties['FileSystemPolicy'];
    const statements = listOf(at(policy, 'Statement'));
    if (!deniesPlainText(policy))
      return 'Clients may connect without TLS: no statement of the policy denies aws:SecureTransport false.';
    if (statements.some((each) => at(each, 'Effect') === 'Allow' && isAnyone(at(each, 'Principal'))))
      return 'Clients without a role may mount the file system: a statement of the policy allows everyone.';
    return statements.some(deniesTheWhole)
      ? undefined
      : 'Clients may mount the whole file system: no statement of the policy denies a client without an access point.';
  },
  examples: {
    fails: [
      ['no policy', only('AWS::EFS::FileSystem', {})],
      ['no need for an access point', only('AWS::EFS::FileSystem', { FileSystemPolicy: { Statement: [tls()] } })],
      ['no need for TLS', only('AWS::EFS::FileSystem', { FileSystemPolicy: { Statement: [folder(MOUNT)] } })],
      [
        'an access point for what is no mount',
        only('AWS::EFS::FileSystem', {
          FileSystemPolicy: { Statement: [tls(), folder('elasticfilesystem:ClientWrite')] },
        }),
      ],
      [
        'anyone is let in',
        only('AWS::EFS::FileSystem', {
          FileSystemPolicy: {
            Statement: [tls(), folder(MOUNT), { Effect: 'Allow', Principal: { AWS: '*' }, Action: MOUNT }],
          },
        }),
      ],
    ],
    passes: [
      ['both', only('AWS::EFS::FileSystem', { FileSystemPolicy: { Statement: [tls(), folder([MOUNT])] } })],
      [
        'a role is let in',
        only('AWS::EFS::FileSystem', {
          FileSystemPolicy: {
            Statement: [
              tls(),
              folder('*'),
              { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/matcher' }, Action: MOUNT },
            ],
          },
        }),
      ],
    ],
  },
});

function isAnyone(principal: unknown): boolean {
  return principal === '*' || listOf(at(principal, 'AWS')).includes('*');
}

/** Whether a statement denies mounts of everyone who comes without an access point. */
function deniesTheWhole(statement: unknown): boolean {
  const actions = listOf(at(statement, 'Action'));
  return (
    at(statement, 'Effect') === 'Deny' &&
    isAnyone(at(statement, 'Principal')) &&
    (actions.includes(MOUNT) || actions.includes('*')) &&
    String(at(statement, 'Condition', 'Null', 'elasticfilesystem:AccessPointArn')) === 'true'
  );
}

function tls() {
  return { Effect: 'Deny', Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
}

function folder(Action: string | string[]) {
  return {
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action,
    Condition: { Null: { 'elasticfilesystem:AccessPointArn': 'true' } },
  };
}
