import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { BadInput } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { templatesIn } from '@careplane/security-scan';
import { scanWith } from '../scan-with';
import type { ScanningOptions } from '../scan-with';

/** Check a folder of templates and other configuration, and decide. */
export async function config(folder: string, options: ScanningOptions, terminal: Terminal): Promise<Exit> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new BadInput(`${folder} is not a folder. Give a folder with templates, Dockerfiles or other configuration.`);
  }
  return scanWith(
    {
      subject: { kind: 'folder', path: resolve(folder) },
      artifact: folder,
      // Its checks are in Trivy itself.
      maximumDatabaseAgeHours: Infinity,
      digestOf: () => undefined,
      templates: templatesIn(folder),
    },
    options,
    terminal,
  );
}
