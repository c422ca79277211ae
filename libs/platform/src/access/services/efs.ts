import { inAccount } from '../place';
import { GRANTS_FOR_SERVICES } from './rules';
import type { ServiceRules } from './rules';

export const efs: ServiceRules = {
  types: {
    'AWS::EFS::AccessPoint': [
      'elasticfilesystem:CreateAccessPoint',
      'elasticfilesystem:DeleteAccessPoint',
      'elasticfilesystem:DescribeAccessPoints',
      'elasticfilesystem:TagResource',
      'elasticfilesystem:UntagResource',
    ],
    // Without those for replication and for protection against it, which no stack of ours sets.
    'AWS::EFS::FileSystem': [
      'elasticfilesystem:CreateFileSystem',
      'elasticfilesystem:DeleteFileSystem',
      'elasticfilesystem:DeleteFileSystemPolicy',
      'elasticfilesystem:DescribeBackupPolicy',
      'elasticfilesystem:DescribeFileSystemPolicy',
      'elasticfilesystem:DescribeFileSystems',
      'elasticfilesystem:DescribeLifecycleConfiguration',
      'elasticfilesystem:DescribeReplicationConfigurations',
      'elasticfilesystem:ListTagsForResource',
      'elasticfilesystem:PutBackupPolicy',
      'elasticfilesystem:PutFileSystemPolicy',
      'elasticfilesystem:PutLifecycleConfiguration',
      'elasticfilesystem:TagResource',
      'elasticfilesystem:UntagResource',
      'elasticfilesystem:UpdateFileSystem',
      'kms:CreateGrant',
      'kms:DescribeKey',
      'kms:GenerateDataKeyWithoutPlaintext',
    ],
    'AWS::EFS::MountTarget': [
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaceAttribute',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeSubnets',
      'ec2:ModifyNetworkInterfaceAttribute',
      'elasticfilesystem:CreateMountTarget',
      'elasticfilesystem:DeleteMountTarget',
      'elasticfilesystem:DescribeMountTargetSecurityGroups',
      'elasticfilesystem:DescribeMountTargets',
      'elasticfilesystem:ModifyMountTargetSecurityGroups',
    ],
  },
  limits: [
    GRANTS_FOR_SERVICES,
    {
      actions: /^kms:GenerateDataKeyWithoutPlaintext$/,
      resources: () => ['*'],
      condition: { StringLike: { 'kms:ViaService': 'elasticfilesystem.*.amazonaws.com' } },
    },
    // AWS chooses the ids of file systems and access points.
    {
      actions: /^elasticfilesystem:.*AccessPoint/,
      resources: (place) =>
        ['file-system/*', 'access-point/*'].map((resource) => inAccount(place, 'elasticfilesystem', resource)),
    },
    {
      actions: /^elasticfilesystem:(?:TagResource|UntagResource|ListTagsForResource)$/,
      resources: (place) =>
        ['file-system/*', 'access-point/*'].map((resource) => inAccount(place, 'elasticfilesystem', resource)),
    },
    {
      actions: /^elasticfilesystem:(?!CreateFileSystem$)/,
      resources: (place) => [inAccount(place, 'elasticfilesystem', 'file-system/*')],
    },
  ],
  serviceLinked: ['elasticfilesystem.amazonaws.com'],
};
