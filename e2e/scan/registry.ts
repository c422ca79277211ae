// A registry as the test looks at it, and puts into it what a build downloads from one.
import { createHash } from 'node:crypto';

const MANIFESTS = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.index.v1+json',
].join(', ');

/** A manifest, and the digest of its bytes. */
export interface Manifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly config: { readonly digest: string };
}

/** Tags of a repository and the digests they point at; empty when the registry does not know it. */
export async function tagsOf(registry: string, repository: string): Promise<Record<string, string | undefined>> {
  const listed = await fetch(`${registry}/v2/${repository}/tags/list`);
  if (listed.status === 404) return {};
  const { tags } = (await listed.json()) as { tags: readonly string[] | null };
  return Object.fromEntries(
    await Promise.all(
      (tags ?? []).map(async (tag): Promise<[string, string | undefined]> => [
        tag,
        await digestOf(registry, repository, tag),
      ]),
    ),
  );
}

/** Digest of a tag or digest; undefined when the registry does not have it. */
export async function digestOf(registry: string, repository: string, reference: string): Promise<string | undefined> {
  const answer = await fetch(`${registry}/v2/${repository}/manifests/${reference}`, {
    method: 'HEAD',
    headers: { accept: MANIFESTS },
  });
  return answer.ok ? (answer.headers.get('docker-content-digest') ?? undefined) : undefined;
}

/** Manifest of a tag or digest, with the digest that its bytes have. */
export async function manifestOf(registry: string, repository: string, reference: string): Promise<Manifest> {
  const answer = await fetch(`${registry}/v2/${repository}/manifests/${reference}`, { headers: { accept: MANIFESTS } });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return {
    ...(JSON.parse(bytes.toString()) as Manifest),
    digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
  };
}

/**
 * Put an artifact of one layer under a tag: in this form Trivy downloads its databases.
 *
 * @param layer its content; `mediaType` and `title` (a file's name) say what it is
 */
export async function putArtifact(
  registry: string,
  repository: string,
  tag: string,
  { layer, mediaType, title }: { readonly layer: Buffer; readonly mediaType: string; readonly title: string },
): Promise<void> {
  const config = Buffer.from('{}');
  const descriptors: object[] = [];
  for (const [content, type] of [
    [config, 'application/vnd.aquasec.trivy.config.v1+json'],
    [layer, mediaType],
  ] as const) {
    const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
    const opened = await fetch(`${registry}/v2/${repository}/blobs/uploads/`, { method: 'POST' });
    const upload = new URL(opened.headers.get('location') ?? '', registry);
    upload.searchParams.set('digest', digest);
    const put = await fetch(upload, {
      method: 'PUT',
      body: content,
      headers: { 'content-type': 'application/octet-stream' },
    });
    if (put.status !== 201) throw new Error(`the registry refused a layer: ${put.status} ${await put.text()}`);
    descriptors.push({ mediaType: type, digest, size: content.length });
  }
  const mediaTypeOfManifest = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypeOfManifest,
    config: descriptors[0],
    layers: [{ ...descriptors[1], annotations: { 'org.opencontainers.image.title': title } }],
  };
  const put = await fetch(`${registry}/v2/${repository}/manifests/${tag}`, {
    method: 'PUT',
    body: JSON.stringify(manifest),
    headers: { 'content-type': mediaTypeOfManifest },
  });
  if (put.status !== 201) throw new Error(`the registry refused the manifest: ${put.status} ${await put.text()}`);
}
