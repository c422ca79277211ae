// The emulator keeps repositories, and the registry keeps images: here the emulator learns which tags there are, as
// `aws ecr describe-images` tells them.
import { manifestOf, tagsOf } from '../scan/registry';
import type { Registry } from '../scan/services';

const API = 'AmazonEC2ContainerRegistry_V20150921';

export interface TagsSettings {
  readonly registry: Pick<Registry, 'url'>;
  /** Of the emulator. */
  readonly endpoint: string;
  readonly account: string;
  readonly region: string;
  readonly repository: string;
}

/**
 * Tell the emulator the tags of a repository.
 */
export async function tellTags({ registry, endpoint, account, region, repository }: TagsSettings): Promise<void> {
  for (const tag of Object.keys(await tagsOf(registry.url, repository))) {
    const { digest: _, ...manifest } = await manifestOf(registry.url, repository, tag);
    const about = { repositoryName: repository, imageManifest: JSON.stringify(manifest), imageTag: tag };
    await ask('BatchDeleteImage', { repositoryName: repository, imageIds: [{ imageTag: tag }] });
    const put = await ask('PutImage', { ...about, imageManifestMediaType: manifest.mediaType });
    if (!put.ok) throw new Error(`the emulator refused the tag ${tag}: ${await put.text()}`);
  }

  /** As the account's administrator. */
  function ask(operation: string, body: object): Promise<Response> {
    const credential = `AKIA${account}TEST/20260101/${region}/ecr/aws4_request`;
    const headers = {
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=none`,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${API}.${operation}`,
    };
    return fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(body) });
  }
}
