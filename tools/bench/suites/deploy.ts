// How long careplane takes to see that nothing is to be deployed: 100 units that are in the ledger, in the emulator's
// Parameter Store.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { emulatorPython, startEmulator } from '../../emulator/start';
import type { Emulator } from '../../emulator/start';
import { medians } from '../measure';
import { writePlatform } from '../platforms';
import type { Row, Say } from '../row';

const root = join(__dirname, '../../..');
const careplane = join(root, 'apps/deploy/bin/careplane.js');
const ACCOUNT = '111122223333';
const REGION = 'us-east-2';
/** The platform itself is the hundredth unit. */
const SERVICES = 99;
const ALLOWED_MS = 600;
const ROUNDS = 5;

export default async function deploy(folder: string, say: Say): Promise<Row[]> {
  const python = emulatorPython();
  if (python === undefined) throw new Error('the emulator needs python3 with venv, and PyPI');
  const emulator = await startEmulator(python);
  const before = { ...process.env };
  try {
    Object.assign(process.env, emulator.environment(ACCOUNT, REGION), { CAREPLANE_POLL_MS: '100' });
    return [await skip(folder, emulator, say)];
  } finally {
    emulator.stop();
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

async function skip(folder: string, emulator: Emulator, say: Say): Promise<Row> {
  const platform = join(folder, 'platform');
  const assembly = join(folder, 'assembly');
  writePlatform(platform, SERVICES);
  // A repository of its own: whether files differ from the commit is part of the decision.
  for (const args of [
    ['init', '--quiet'],
    ['add', '.'],
    ['commit', '--quiet', '--message', 'bench'],
  ]) {
    must('git', ['-C', platform, '-c', 'user.name=bench', '-c', 'user.email=bench@example.com', ...args]);
  }
  must(process.execPath, [careplane, 'synth', platform, '--out', assembly]);
  const fill = join(root, 'tools/bench/fill-ledger.ts');
  must(process.execPath, ['--require', '@swc-node/register', fill, platform, assembly]);
  const args = [careplane, 'deploy', platform, '--assembly', assembly, '--yes'];
  const asked = JSON.stringify((await emulator.report()).asked);
  say(`careplane deploy of ${SERVICES + 1} unchanged units (${ROUNDS} rounds)`);
  const [ms] = medians([args], ROUNDS);
  if (JSON.stringify((await emulator.report()).asked) !== asked) throw new Error('it was not skipped');
  const name = `careplane deploy, ${SERVICES + 1} units unchanged (emulator)`;
  return [name, `${ms.toFixed(0)} ms`, `at most ${ALLOWED_MS} ms`, ms <= ALLOWED_MS];
}

function must(command: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`${command} ended with ${status}:\n${stdout.slice(-2000)}\n${stderr.slice(-4000)}`);
}
