import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BadInput } from '@careplane/command-line';
import { assemblyDigest, isLock } from '@careplane/platform/assembly-files';
import type { Assembly } from './assembly';

/**
 * Copies of assemblies for the CDK's toolkit. It locks the folder that it reads and packs files below it, and it would
 * publish files that another program had put there before: so the copy has exactly the bytes of the digest.
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
        `${folder} was replaced while this command read it. Nothing of ${unit} was prepared: run the same command again.`,
      );
    }
    this.copies.set(unit, copy);
    return copy;
  }

  /**
   * Write into the copy what a stack is prepared with: the role that may prepare, and the protection as it is. The toolkit would
   * set the protection while it prepares, before the change is approved.
   */
  adapt(
    copy: string,
    stack: string,
    how: { readonly roleArn: string | undefined; readonly protection: boolean },
  ): void {
    const file = join(copy, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as { artifacts: Record<string, Artifact> };
    const artifact = manifest.artifacts[stack];
    if (artifact === undefined) throw new Error(`no stack ${stack} in ${file}`);
    artifact.properties = {
      ...artifact.properties,
      terminationProtection: how.protection,
      ...(how.roleArn === undefined ? {} : { assumeRoleArn: how.roleArn }),
    };
    writeFileSync(file, JSON.stringify(manifest));
  }

  /** Remove the copies. */
  remove(): void {
    if (this.root !== undefined) rmSync(this.root, { recursive: true, force: true });
  }
}

interface Artifact {
  properties?: Record<string, unknown>;
}
