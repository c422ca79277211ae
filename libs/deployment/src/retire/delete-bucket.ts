import { DeleteBucketCommand, DeleteObjectsCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import type { ObjectIdentifier, S3Client } from '@aws-sdk/client-s3';
import { ToolFailed } from '@careplane/command-line';
import { atAws } from '../aws/aws-errors';

/**
 * Delete a bucket with all versions of all objects, a thousand at a time.
 *
 * @throws ToolFailed when S3 keeps a version, with its reason
 */
export async function deleteBucket(client: S3Client, bucket: string): Promise<void> {
  await atAws(`deleting the bucket ${bucket}`, async () => {
    try {
      for (let versions = await some(client, bucket); versions.length > 0; versions = await some(client, bucket)) {
        const { Errors: [kept] = [] } = await client.send(
          new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: versions, Quiet: true } }),
        );
        if (kept !== undefined) {
          throw new ToolFailed(
            `${bucket} was not deleted: S3 keeps ${kept.Key} (${kept.Code ?? ''}: ${kept.Message ?? 'no reason given'}). Fix the cause and run the same command again, or leave out --delete-data ${bucket}.`,
          );
        }
      }
      await client.send(new DeleteBucketCommand({ Bucket: bucket }));
    } catch (error) {
      if ((error as Error).name !== 'NoSuchBucket') throw error;
    }
  });
}

/** The first versions and delete markers: what was deleted is not listed again. */
async function some(client: S3Client, bucket: string): Promise<ObjectIdentifier[]> {
  const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket: bucket }));
  return [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
}
