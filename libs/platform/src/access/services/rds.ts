import { inAccount } from '../place';
import { GRANTS_FOR_SERVICES } from './rules';
import type { ServiceRules } from './rules';

export const rds: ServiceRules = {
  types: {
    // Of the handlers’ actions, those for global clusters, restored snapshots and features of other engines are left out.
    'AWS::RDS::DBCluster': [
      'ec2:DescribeSecurityGroups',
      'kms:CreateGrant',
      'kms:DescribeKey',
      'rds:AddTagsToResource',
      'rds:CreateDBCluster',
      'rds:CreateDBClusterSnapshot',
      'rds:DeleteDBCluster',
      'rds:DescribeDBClusterSnapshots',
      'rds:DescribeDBClusters',
      'rds:DescribeDBSubnetGroups',
      'rds:DescribeEvents',
      'rds:ModifyDBCluster',
      'rds:RemoveTagsFromResource',
      'secretsmanager:CreateSecret',
      'secretsmanager:TagResource',
    ],
    'AWS::RDS::DBClusterParameterGroup': [
      'rds:AddTagsToResource',
      'rds:CreateDBClusterParameterGroup',
      'rds:DeleteDBClusterParameterGroup',
      'rds:DescribeDBClusterParameterGroups',
      'rds:DescribeDBClusterParameters',
      'rds:DescribeDBClusters',
      'rds:DescribeEngineDefaultClusterParameters',
      'rds:ListTagsForResource',
      'rds:ModifyDBClusterParameterGroup',
      'rds:RemoveTagsFromResource',
      'rds:ResetDBClusterParameterGroup',
    ],
    'AWS::RDS::DBInstance': [
      'ec2:DescribeAccountAttributes',
      'ec2:DescribeAvailabilityZones',
      'ec2:DescribeInternetGateways',
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeSubnets',
      'ec2:DescribeVpcAttribute',
      'ec2:DescribeVpcs',
      'kms:CreateGrant',
      'kms:DescribeKey',
      'rds:AddTagsToResource',
      'rds:CreateDBInstance',
      'rds:CreateDBSnapshot',
      'rds:DeleteDBInstance',
      'rds:DescribeDBClusterSnapshots',
      'rds:DescribeDBClusters',
      'rds:DescribeDBEngineVersions',
      'rds:DescribeDBInstanceAutomatedBackups',
      'rds:DescribeDBInstances',
      'rds:DescribeDBParameterGroups',
      'rds:DescribeDBSnapshots',
      'rds:DescribeEvents',
      'rds:ModifyDBInstance',
      'rds:RebootDBInstance',
      'rds:RemoveTagsFromResource',
      'secretsmanager:CreateSecret',
      'secretsmanager:TagResource',
    ],
    'AWS::RDS::DBParameterGroup': [
      'rds:AddTagsToResource',
      'rds:CreateDBParameterGroup',
      'rds:DeleteDBParameterGroup',
      'rds:DescribeDBParameterGroups',
      'rds:DescribeDBParameters',
      'rds:DescribeEngineDefaultParameters',
      'rds:ListTagsForResource',
      'rds:ModifyDBParameterGroup',
      'rds:RemoveTagsFromResource',
      'rds:ResetDBParameterGroup',
    ],
    'AWS::RDS::DBSubnetGroup': [
      'rds:AddTagsToResource',
      'rds:CreateDBSubnetGroup',
      'rds:DeleteDBSubnetGroup',
      'rds:DescribeDBSubnetGroups',
      'rds:ListTagsForResource',
      'rds:ModifyDBSubnetGroup',
      'rds:RemoveTagsFromResource',
    ],
    'AWS::RDS::OptionGroup': [
      'rds:AddTagsToResource',
      'rds:CreateOptionGroup',
      'rds:DeleteOptionGroup',
      'rds:DescribeOptionGroups',
      'rds:ListTagsForResource',
      'rds:ModifyOptionGroup',
      'rds:RemoveTagsFromResource',
    ],
  },
  limits: [
    GRANTS_FOR_SERVICES,
    // RDS makes the master user's secret with the caller's permissions and keeps it to itself.
    { actions: /^secretsmanager:/, resources: (place) => [inAccount(place, 'secretsmanager', 'secret:rds!*')] },
    {
      actions: /^rds:(?!Describe)/,
      resources: (place) => {
        const { platform, scope } = place;
        return [
          ...place.databases.flatMap(({ identifier, cluster }) =>
            cluster
              ? [
                  inAccount(place, 'rds', `cluster:${identifier}`),
                  ...[1, 2].map((index) => inAccount(place, 'rds', `db:${identifier}-${index}`)),
                  inAccount(place, 'rds', `cluster-snapshot:${platform}-*`),
                ]
              : [inAccount(place, 'rds', `db:${identifier}`)],
          ),
          inAccount(place, 'rds', `snapshot:${platform}-*`),
          ...(place.databases.some(({ cluster }) => cluster)
            ? [inAccount(place, 'rds', `cluster-pg:${platform}-data-${scope}-*`)]
            : []),
          ...['pg', 'og', 'subgrp'].map((kind) => inAccount(place, 'rds', `${kind}:${platform}-data-${scope}-*`)),
          ...['pg', 'og'].map((kind) => inAccount(place, 'rds', `${kind}:default*`)),
        ];
      },
    },
  ],
  passedTo: ['monitoring.rds.amazonaws.com', 'rds.amazonaws.com'],
  serviceLinked: ['rds.amazonaws.com'],
};
