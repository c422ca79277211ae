#!/usr/bin/env node
// Stands in front of the careplane command of a clone, and writes down how it was called. `synth` is the real one. `check`
// is taken for granted. `deploy` decides as the real one does, by the digest of the assembly, but against a ledger in a file.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { CAREPLANE_REAL: real = '', CAREPLANE_CALLS: calls = '', CAREPLANE_LEDGER: ledgerFile = '' } = process.env;
const [verb = '', ...args] = process.argv.slice(2);
const valuesOf = (option: string): string[] => {
  const rest = args.slice(args.indexOf(option) + 1);
  const end = rest.findIndex((word) => word.startsWith('--'));
  return end === -1 ? rest : rest.slice(0, end);
};

if (verb === 'deploy') {
  const [unit = ''] = valuesOf('--unit');
  const folder = join(valuesOf('--assembly')[0] ?? '', unit);
  const hash = createHash('sha256');
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (file.isFile()) hash.update(file.name).update(readFileSync(join(file.parentPath, file.name)));
  }
  const digest = hash.digest('hex');
  // Units are deployed at the same time; each has a line of its own.
  const known = readLedger();
  const skipped = known[unit] === digest;
  if (!skipped) appendFileSync(ledgerFile, `${JSON.stringify([unit, digest])}\n`);
  note(skipped ? 'skip' : 'deploy', unit);
} else {
  for (const unit of valuesOf('--unit')) note(verb, unit);
  if (verb === 'synth')
    process.exitCode = spawnSync(process.execPath, [real, verb, ...args], { stdio: 'inherit' }).status ?? 1;
}

function note(what: string, unit: string): void {
  appendFileSync(calls, `${what} ${unit}\n`);
}

function readLedger(): Record<string, string> {
  try {
    return Object.fromEntries(
      readFileSync(ledgerFile, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as [string, string]),
    );
  } catch {
    writeFileSync(ledgerFile, '', { flag: 'a' });
    return {};
  }
}
