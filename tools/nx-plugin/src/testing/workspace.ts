import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A workspace of a few files in a temporary folder. */
export class TempWorkspace {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'careplane-nx-')));

  constructor(files: Readonly<Record<string, string>>) {
    for (const [file, text] of Object.entries(files)) this.write(file, text);
  }

  write(file: string, text: string): void {
    const path = join(this.root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** The smallest package.json files of a toolkit in the workspace: the deploy app, two libraries and their packages. */
export const TOOLKIT_FILES: Readonly<Record<string, string>> = {
  'apps/deploy/package.json': JSON.stringify({
    name: '@careplane/deploy',
    nx: { name: 'deploy' },
    dependencies: { '@careplane/compliance': '*', '@careplane/config': '*', commander: '*' },
  }),
  'libs/config/package.json': JSON.stringify({
    name: '@careplane/config',
    nx: { name: 'config' },
    dependencies: { yaml: '*', zod: '*' },
  }),
  'libs/compliance/package.json': JSON.stringify({
    name: '@careplane/compliance',
    nx: { name: 'compliance' },
    dependencies: { 'cdk-nag': '*' },
    peerDependencies: { 'aws-cdk-lib': '*' },
  }),
};
