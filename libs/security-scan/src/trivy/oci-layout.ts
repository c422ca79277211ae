import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { element, text } from '../report/element';
import type { Element } from '../report/element';

/** The one image of a folder in the OCI layout. */
export interface LayoutImage {
  /** Digest of its manifest: what a registry will call it. */
  readonly digest: string;
  /** Digest of its configuration: what Trivy calls it. */
  readonly imageId: string;
}

export type LayoutResult = { readonly image: LayoutImage } | { readonly problem: string };

/** Whether a path is a folder in the OCI layout, and no archive. */
export function isLayout(path: string): boolean {
  return existsSync(join(path, 'index.json')) && statSync(path).isDirectory();
}

/**
 * Read which image a layout holds, checking the manifest against its digest.
 *
 * @see https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 */
export function readLayout(folder: string): LayoutResult {
  try {
    const index = element(JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')));
    const images = imagesOf(index);
    if (images.length !== 1) {
      return {
        problem: `contains ${images.length} images, but only one can be scanned. Write the layout again with one image`,
      };
    }
    const digest = text(images[0]?.['digest']) ?? '';
    const outer = readBlob(folder, digest);
    if ('problem' in outer) return outer;
    if (!Array.isArray(outer.content['manifests'])) return imageOf(digest, outer.content);
    // An index of its own, as BuildKit writes it: the registry knows the image by the digest of the index.
    const platforms = imagesOf(outer.content);
    if (platforms.length !== 1) return { problem: SEVERAL_PLATFORMS };
    const inner = readBlob(folder, text(platforms[0]?.['digest']) ?? '');
    return 'problem' in inner ? inner : imageOf(digest, inner.content);
  } catch (error) {
    return { problem: `is not a complete OCI layout (${(error as Error).message}). Write the layout again` };
  }
}

const SEVERAL_PLATFORMS =
  'contains an index of several platforms, but only one platform can be scanned at a time. Write the layout with one';

function imageOf(digest: string, manifest: Element): LayoutResult {
  const imageId = text(element(manifest['config'])['digest']);
  return imageId === undefined ? { problem: SEVERAL_PLATFORMS } : { image: { digest, imageId } };
}

/**
 * The images of an index, without the attestations (provenance, bill of materials) that BuildKit puts beside an image.
 *
 * @see https://docs.docker.com/build/metadata/attestations/attestation-storage/
 */
function imagesOf(index: Element): Element[] {
  const manifests = Array.isArray(index['manifests']) ? index['manifests'].map(element) : [];
  return manifests.filter(
    (each) => element(each['annotations'])['vnd.docker.reference.type'] !== 'attestation-manifest',
  );
}

/** A manifest or an index by its digest, checked against it. */
function readBlob(folder: string, digest: string): { readonly content: Element } | { readonly problem: string } {
  if (!/^sha256:[0-9a-f]{64}$/.test(digest))
    return { problem: 'does not name its image by a SHA-256 digest. Write the layout again' };
  const bytes = readFileSync(join(folder, 'blobs/sha256', digest.slice('sha256:'.length)));
  if (`sha256:${createHash('sha256').update(bytes).digest('hex')}` !== digest) {
    return {
      problem: 'has a manifest that does not match its digest: it was altered or damaged. Build the image again',
    };
  }
  return { content: element(JSON.parse(bytes.toString('utf8'))) };
}
