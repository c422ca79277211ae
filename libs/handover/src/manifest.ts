import { z } from 'zod';
import type { DeployedState } from './input';

/** Name of the file that lists the others. */
export const MANIFEST_FILE = 'handover.json';

/** What a handover was written from, and which files belong to it. */
export interface HandoverManifest {
  readonly platform: string;
  /** Commit of the sources; none outside of a repository. */
  readonly revision?: string;
  /** ISO 8601. */
  readonly at: string;
  readonly deployed: DeployedState;
  /** Names of the files, without this one. */
  readonly files: readonly string[];
}

const unit = z.object({
  unit: z.string(),
  environment: z.string(),
  revision: z.string(),
  at: z.string(),
  by: z.string(),
});

const schema = z.object({
  platform: z.string(),
  revision: z.string().optional(),
  at: z.iso.datetime({ offset: true }),
  deployed: z.union([
    z.object({ known: z.literal(true), units: z.array(unit) }),
    z.object({ known: z.literal(false), why: z.string() }),
  ]),
  files: z.array(z.string()),
});

export function manifestText(manifest: HandoverManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Read a manifest; undefined if the text is not one. */
export function parseManifest(text: string): HandoverManifest | undefined {
  try {
    const { revision, ...rest } = schema.parse(JSON.parse(text));
    return { ...rest, ...(revision === undefined ? {} : { revision }) };
  } catch {
    return undefined;
  }
}
