import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from './cli';
import { folderWith } from './folders';
import { DIGEST, STREAM_ARGS } from './reports';

/** A folder as a scan leaves it. */
export async function scanned(report: string, args: readonly string[] = []): Promise<string> {
  const folder = folderWith();
  const file = join(folderWith(), 'trivy.json');
  writeFileSync(file, report);
  const warnings = join(folderWith({ stderr: '' }), 'stderr');
  const result = await cli([
    'report',
    file,
    ...STREAM_ARGS,
    '--complete',
    '--warnings',
    warnings,
    '--image-digest',
    DIGEST,
    '--out',
    folder,
    '--report-only',
    ...args,
  ]);
  if (result.exit !== 0) throw new Error(result.stderr);
  return folder;
}
