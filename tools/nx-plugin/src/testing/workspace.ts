import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
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

  read(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

const manifest = (name: string, rest: object) =>
  JSON.stringify({ name: `@careplane/${name}`, version: '1.0.0', nx: { name }, ...rest });

/** The smallest package.json files of a toolkit in the workspace: two apps, three libraries and their packages. */
export const TOOLKIT_FILES: Readonly<Record<string, string>> = {
  'apps/deploy/package.json': manifest('deploy', {
    scripts: { bundle: 'exit 0' },
    dependencies: {
      '@careplane/assessment': '*',
      '@careplane/compliance': '*',
      '@careplane/config': '*',
      // To show in a diff what a change costs.
      '@careplane/cost-model': '*',
      commander: '*',
    },
  }),
  'apps/cost/package.json': manifest('cost', { dependencies: { '@careplane/cost-model': '*' } }),
  'libs/config/package.json': manifest('config', { dependencies: { yaml: '*', zod: '*' } }),
  // Its files decide a verdict, but not all that it imports.
  'libs/assessment/package.json': manifest('assessment', { dependencies: { '@careplane/cost-model': '*' } }),
  'libs/compliance/package.json': manifest('compliance', {
    dependencies: { 'cdk-nag': '*' },
    peerDependencies: { 'aws-cdk-lib': '*' },
  }),
  'libs/cost-model/package.json': manifest('cost-model', { dependencies: { 'decimal.js': '*' } }),
};
