import { z } from 'zod';

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

const manifestSchema = z.strictObject({
  version: z.literal(1),
  stream: z.strictObject({
    account: z.string(),
    region: z.string(),
    repository: z.string(),
    environment: z.string(),
  }),
  scan: z.strictObject({
    kind: z.enum(['image', 'folder']),
    artifact: z.string(),
    imageDigest: digest.optional(),
    scanner: z.string(),
    scannerVersion: z.string().optional(),
    databaseUpdatedAt: z.string().optional(),
    scannedAt: z.iso.datetime(),
    complete: z.boolean(),
  }),
  /** Digest of the image's configuration. */
  imageId: z.string().optional(),
  /** Why a report without results was accepted. */
  emptyBecause: z.string().optional(),
  /** Lists of the report that this version does not know. */
  unread: z.array(z.string()),
  /** SHA-256 of the files beside it, by name. */
  files: z.record(z.string(), digest),
});

/** What `scan.json` holds: where the findings belong, how they were found, and the digests of the files beside it. */
export type Manifest = z.infer<typeof manifestSchema>;

/** @returns undefined for anything but a manifest of this version */
export function parseManifest(text: string): Manifest | undefined {
  try {
    return manifestSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
