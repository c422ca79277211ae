import { buildSync } from 'esbuild';
import { root } from '../bundle/bundle';

/**
 * The function of the account settings as one file, line by line: the construct writes it into the assembly, wherever the library
 * is installed, bundled or published. The AWS SDK is part of Lambda's runtime.
 */
export function settingsHandler(): { readonly lines: readonly string[] } {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: ['libs/governance/src/settings/handler/index.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    external: ['@aws-sdk/*'],
    legalComments: 'none',
    // Node's own import() would start the loader of ES modules for files that need none.
    supported: { 'dynamic-import': false },
  });
  const text = outputFiles[0]?.text;
  if (text === undefined) throw new Error('esbuild wrote nothing');
  return { lines: text.trimEnd().split('\n') };
}
