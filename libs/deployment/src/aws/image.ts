import { DescribeImagesCommand } from '@aws-sdk/client-ecr';
import type { ECRClient } from '@aws-sdk/client-ecr';
import { atAws } from './aws-errors';

/** An image of a service in its repository. */
export interface ReleasedImage {
  readonly digest: string;
  /** Commits that it was pushed for: tags of 40 hexadecimal digits, of a static site with the environment behind them. */
  readonly revisions: readonly string[];
}

/**
 * The image of a commit or of a digest.
 *
 * @param environment of a static site, which has an image for each environment
 * @returns undefined when the repository does not have it: it was never pushed, or has been removed since
 */
export async function findImage(
  client: ECRClient,
  repositoryName: string,
  wanted: { readonly revision: string } | { readonly digest: string },
  environment?: string,
): Promise<ReleasedImage | undefined> {
  const end = environment === undefined ? '' : `-${environment}`;
  const id = 'revision' in wanted ? { imageTag: `${wanted.revision}${end}` } : { imageDigest: wanted.digest };
  const answer = await atAws(`looking for the image in ${repositoryName}`, () =>
    client.send(new DescribeImagesCommand({ repositoryName, imageIds: [id] })).catch(absent),
  );
  const [image] = answer?.imageDetails ?? [];
  if (image?.imageDigest === undefined) return undefined;
  const revisions = (image.imageTags ?? []).flatMap((tag) => {
    const revision = tag.slice(0, tag.length - end.length);
    return tag.endsWith(end) && /^[0-9a-f]{40}$/.test(revision) ? [revision] : [];
  });
  return { digest: image.imageDigest, revisions };
}

function absent(error: unknown): undefined {
  if (!['ImageNotFoundException', 'RepositoryNotFoundException'].includes((error as Error).name)) throw error;
}
