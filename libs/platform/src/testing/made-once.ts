import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** In the folder of this run of Jest, which is removed at its end: jest.temporary.js. The sources do not change during a run. */
const FOLDER = join(tmpdir(), 'cdk.out-of-specs');

/**
 * Fill a folder with what `make` makes. What a spec file of this run has made of the same before is copied.
 *
 * @param from decides what is made
 */
export function copyOfMade(from: string, out: string, make: (folder: string) => void): void {
  const kept = join(FOLDER, createHash('sha256').update(from).digest('hex'));
  if (!existsSync(kept)) {
    mkdirSync(FOLDER, { recursive: true });
    const fresh = mkdtempSync(join(FOLDER, 'fresh-'));
    make(fresh);
    try {
      renameSync(fresh, kept);
    } catch {
      // Another process of this run was faster.
      rmSync(fresh, { recursive: true });
    }
  }
  cpSync(kept, out, { recursive: true });
}
