import { Stack } from 'aws-cdk-lib';
import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { CfnAccessPoint } from 'aws-cdk-lib/aws-efs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Connection } from './connection';

/** A file system of EFS, and the folder of it that the workload gets. */
export interface FileSystemAddress {
  readonly name: string;
  readonly fileSystemId: string;
  readonly securityGroup: ISecurityGroup;
  /** Folder in the file system: "/matcher". */
  readonly folder: string;
  /** Number of user and group that own the folder and all that is written there. */
  readonly uid: string;
  readonly gid: string;
  /** Where the container finds it. */
  readonly path: string;
  readonly use: 'read' | 'write';
  /** Name of the variable with the path. */
  readonly variable: string;
}

/**
 * A mount of a file system through an access point of the workload's own: TLS, sign-in with the task role, one folder, one user.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html
 */
export function fileSystemConnection(scope: Construct, id: string, address: FileSystemAddress): Connection {
  const { uid, gid, use } = address;
  const accessPoint = new CfnAccessPoint(scope, id, {
    fileSystemId: address.fileSystemId,
    posixUser: { uid, gid },
    rootDirectory: { path: address.folder, creationInfo: { ownerUid: uid, ownerGid: gid, permissions: '750' } },
  });
  return {
    to: `the file system ${address.name}`,
    variables: { [address.variable]: address.path },
    network: { securityGroup: address.securityGroup, port: 2049 },
    mount: {
      fileSystem: address.name,
      fileSystemId: address.fileSystemId,
      accessPointId: accessPoint.ref,
      containerPath: address.path,
      readOnly: use === 'read',
    },
    statements: [
      new PolicyStatement({
        actions: ['elasticfilesystem:ClientMount', ...(use === 'read' ? [] : ['elasticfilesystem:ClientWrite'])],
        resources: [
          Stack.of(scope).formatArn({
            service: 'elasticfilesystem',
            resource: 'file-system',
            resourceName: address.fileSystemId,
          }),
        ],
        conditions: { StringEquals: { 'elasticfilesystem:AccessPointArn': accessPoint.attrArn } },
      }),
    ],
  };
}
