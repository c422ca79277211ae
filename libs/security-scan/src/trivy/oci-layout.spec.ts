import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLayout } from './oci-layout';

const IMAGE_ID = `sha256:${'c'.repeat(64)}`;
const ATTESTATION = { annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'layout-'));
  mkdirSync(join(folder, 'blobs/sha256'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Store a manifest or an index, and return its digest. */
function blob(content: object): string {
  const text = JSON.stringify(content);
  const hex = createHash('sha256').update(text).digest('hex');
  writeFileSync(join(folder, 'blobs/sha256', hex), text);
  return `sha256:${hex}`;
}

function layout(...manifests: object[]): ReturnType<typeof readLayout> {
  writeFileSync(join(folder, 'index.json'), JSON.stringify({ manifests }));
  return readLayout(folder);
}

const image = (id = IMAGE_ID) => blob({ config: { digest: id } });
const provenance = () => ({ digest: blob({ config: { digest: `sha256:${'d'.repeat(64)}` } }), ...ATTESTATION });

test('one image is known by the digest of its manifest', () => {
  const digest = image();
  expect(layout({ digest })).toEqual({ image: { digest, imageId: IMAGE_ID } });
});

test('provenance beside an image is no second image', () => {
  const digest = image();
  expect(layout({ digest }, provenance())).toEqual({ image: { digest, imageId: IMAGE_ID } });
});

test('an index with one platform and its provenance is known by the digest of the index', () => {
  const digest = blob({ manifests: [{ digest: image() }, provenance()] });
  expect(layout({ digest })).toEqual({ image: { digest, imageId: IMAGE_ID } });
});

test('two platforms are refused', () => {
  const other = image(`sha256:${'e'.repeat(64)}`);
  expect(layout({ digest: image() }, { digest: other })).toEqual({
    problem: expect.stringMatching(/contains 2 images/) as string,
  });
  const digest = blob({ manifests: [{ digest: image() }, { digest: other }] });
  expect(layout({ digest })).toEqual({ problem: expect.stringMatching(/several platforms/) as string });
});

test('a manifest that was altered is refused, in an index too', () => {
  const digest = image();
  const index = blob({ manifests: [{ digest }] });
  writeFileSync(join(folder, 'blobs/sha256', digest.slice(7)), '{}');
  expect(layout({ digest })).toEqual({ problem: expect.stringMatching(/does not match its digest/) as string });
  expect(layout({ digest: index })).toEqual({ problem: expect.stringMatching(/does not match its digest/) as string });
});
