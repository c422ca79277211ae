import type { ContainerDefinition, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { Connection, Mount } from '../../connections/connection';

/** Name of the volume of a file system in a task definition. */
export function volumeOf(fileSystem: string): string {
  return `file-system-${fileSystem}`;
}

/** File systems of the connections of a workload. */
export function mountsOf(connections: readonly Connection[]): Mount[] {
  return connections.flatMap(({ mount }) => (mount === undefined ? [] : [mount]));
}

/**
 * Mounts file systems in a container: always with TLS, with the role of the task, and through an access point.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-efs-config.html
 */
export function addMounts(task: FargateTaskDefinition, container: ContainerDefinition, mounts: readonly Mount[]): void {
  for (const { fileSystem, fileSystemId, accessPointId, containerPath, readOnly } of mounts) {
    const name = volumeOf(fileSystem);
    task.addVolume({
      name,
      efsVolumeConfiguration: {
        fileSystemId,
        transitEncryption: 'ENABLED',
        authorizationConfig: { accessPointId, iam: 'ENABLED' },
      },
    });
    container.addMountPoints({ sourceVolume: name, containerPath, readOnly });
  }
}
