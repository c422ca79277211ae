import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BadInput } from '@careplane/command-line';
import { assemblyDigest, isLock } from '../assembly-store';
import type { Assembly } from './assembly';

/**
 * Copies of assemblies for the CDK's toolkit. It locks the folder that it reads and packs files below it, and it would
 * publish what somebody had packed there before: so it gets the very bytes of the digest, and nobody else's.
 */
export class PrivateCopies {
  private root: string | undefined;
  private readonly copies = new Map<string, string>();

  /**
   * Folder with the bytes that an assembly had when its digest was taken.
   *
   * @throws BadInput when they have changed meanwhile
   */
  of({ unit, folder, digest }: Assembly): string {
    const known = this.copies.get(unit);
    if (known !== undefined) return known;
    this.root ??= mkdtempSync(join(tmpdir(), 'careplane-'));
    const copy = join(this.root, unit);
    cpSync(folder, copy, { recursive: true, filter: (source) => !isLock(source) });
    if (assemblyDigest(copy) !== digest) {
      throw new BadInput(
        `${folder} was written anew while this command read it. Nothing of ${unit} was prepared from it: run the same command again.`,
      );
    }
    this.copies.set(unit, copy);
    return copy;
  }

  /** Remove the copies. */
  remove(): void {
    if (this.root !== undefined) rmSync(this.root, { recursive: true, force: true });
  }
}
