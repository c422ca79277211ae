import { DeleteRepositoryCommand } from '@aws-sdk/client-ecr';
import type { ECRClient } from '@aws-sdk/client-ecr';
import { atAws } from '../aws/aws-errors';

/** Delete a repository of images with every image in it. One that is gone is fine. */
export async function deleteRepository(client: ECRClient, name: string): Promise<void> {
  await atAws(`deleting the repository ${name}`, async () => {
    try {
      await client.send(new DeleteRepositoryCommand({ repositoryName: name, force: true }));
    } catch (error) {
      if ((error as Error).name !== 'RepositoryNotFoundException') throw error;
    }
  });
}
