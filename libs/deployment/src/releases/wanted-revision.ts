import type { ECRClient } from '@aws-sdk/client-ecr';
import { BadInput } from '@careplane/command-line';
import { findImage } from '../aws/image';

/**
 * The commit that is meant, where an image digest was given; anything else is given back.
 *
 * @param environment of a static site
 * @throws BadInput for a digest that is none, or that no commit was pushed with
 */
export async function wantedRevision(
  registry: ECRClient,
  repository: string,
  wanted: string | undefined,
  environment?: string,
): Promise<string | undefined> {
  if (wanted?.startsWith('sha256:') !== true) return wanted;
  if (!/^sha256:[0-9a-f]{64}$/.test(wanted)) {
    throw new BadInput(`--to ${wanted} is no image digest: sha256: and 64 hexadecimal digits.`);
  }
  const revision = (await findImage(registry, repository, { digest: wanted }, environment))?.revisions[0];
  if (revision !== undefined) return revision;
  throw new BadInput(
    `--to ${wanted}: ${repository} has no image of a commit with this digest. --list shows the releases.`,
  );
}
