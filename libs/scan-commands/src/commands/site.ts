import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { BadInput } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { databaseAgeOf } from '../database-age';
import { scanWith } from '../scan-with';
import type { ScanningOptions } from '../scan-with';
import { digestOf } from '../stream-options';

export interface SiteOptions extends ScanningOptions {
  readonly imageDigest?: string;
  readonly maxDatabaseAge: string;
}

/** Scan the files of a static site and its lock files, and decide. The findings are those of the image that holds the site. */
export async function site(folder: string, options: SiteOptions, terminal: Terminal): Promise<Exit> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new BadInput(`${folder} is not a folder. Give a folder with the files of a site and its lock files.`);
  }
  const digest = digestOf('--image-digest', options.imageDigest);
  return scanWith(
    {
      subject: { kind: 'site', path: resolve(folder) },
      artifact: options.repository ?? folder,
      maximumDatabaseAgeHours: databaseAgeOf(options.maxDatabaseAge),
      digestOf: () => digest,
    },
    options,
    terminal,
  );
}
