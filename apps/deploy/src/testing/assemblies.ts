import { join } from 'node:path';
import { folderWith } from '@careplane/platform/testing';
import { careplane } from './careplane';

/** Folder with what the command `careplane synth` makes of a platform or service. */
export function assembliesOf(folder: string, args: readonly string[] = []): string {
  const out = join(folderWith(), 'out');
  const { status, stderr } = careplane(['synth', folder, '--out', out, ...args]);
  if (status !== 0) throw new Error(`careplane synth ${folder} ended with ${status}:\n${stderr}`);
  return out;
}
