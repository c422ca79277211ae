// `npm run pack -- [--out DIR]`: builds every package into dist/packages and packs it into a tarball there, or in
// DIR. A package that is not complete yet is named and left out. Prints the tarballs, one a line.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readCommand } from '../command';
import { buildAll, STAGE } from './build';
import { packages } from './packages';

async function main(): Promise<void> {
  const { options } = readCommand({
    name: 'pack',
    purpose: 'Build every package, and pack it into a tarball. Prints the tarballs, one a line.',
    options: { out: { type: 'string', value: 'DIR', help: 'folder of the tarballs. Default: dist/packages' } },
  });
  const out = resolve(options.out ?? STAGE);

  const all = packages();
  const whole = all.filter(({ missing }) => missing.length === 0);
  for (const { name, missing } of all) {
    if (missing.length > 0) process.stderr.write(`pack: ${name} is left out: it has no ${missing.join(', ')} yet.\n`);
  }
  await buildAll(whole, all);
  mkdirSync(out, { recursive: true });
  for (const { name, project } of whole) {
    const args = ['pack', '--silent', '--pack-destination', out];
    const { status, stdout, stderr } = spawnSync('npm', args, { cwd: join(STAGE, project), encoding: 'utf8' });
    if (status !== 0) throw new Error(`npm pack of ${name} ended with ${status}:\n${stderr}`);
    console.log(join(out, stdout.trim()));
  }
}

void main();
