import type { RetireClients } from './clients';
import { deleteBucket } from './delete-bucket';
import { deleteByCloudControl } from './delete-by-cloud-control';
import { deleteCluster, deleteInstance } from './delete-database';
import { deleteRepository } from './delete-repository';
import type { ResourceFate } from './fate';

/**
 * Delete a resource that its stack has left behind, with what is in it. One that is gone is fine.
 *
 * Databases, buckets and repositories of images have ways of their own. Cloud Control takes a final snapshot of an instance, because it
 * cannot be asked not to: the data would stay, and the record of the disposal would say that it is gone. It deletes no bucket with objects
 * and no repository with images.
 *
 * @throws ToolFailed with the reason of the service
 */
export async function deleteKept(
  clients: RetireClients,
  region: string,
  { type, physicalId }: Pick<ResourceFate, 'type' | 'physicalId'>,
): Promise<void> {
  switch (type) {
    case 'AWS::RDS::DBInstance':
      return deleteInstance(clients.databases(region), physicalId);
    case 'AWS::RDS::DBCluster':
      return deleteCluster(clients.databases(region), physicalId);
    case 'AWS::S3::Bucket':
      return deleteBucket(clients.objects(region), physicalId);
    case 'AWS::ECR::Repository':
      return deleteRepository(clients.images(region), physicalId);
    default:
      return deleteByCloudControl(clients.cloudControl(region), { type, physicalId });
  }
}
