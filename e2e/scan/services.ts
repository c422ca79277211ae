// What keeps the images of ECR while a suite runs: on loopback, on a free port, and stopped afterwards.
import { spawn } from 'node:child_process';
import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A registry that answers. */
export interface Registry {
  readonly url: string;
  readonly host: string;
  readonly stop: () => Promise<void>;
}

const STARTED_WITHIN_MS = 60_000;

/** A registry that keeps its images in a folder. */
export async function startRegistry(folder: string): Promise<Registry> {
  const port = await freePort();
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'config.yml');
  writeFileSync(
    config,
    `version: 0.1
log: { accesslog: { disabled: true }, level: error }
storage: { filesystem: { rootdirectory: ${join(folder, 'images')} }, delete: { enabled: true } }
http: { addr: 127.0.0.1:${port} }
`,
  );
  return start('docker-registry', ['serve', config], { folder, port, ready: '/v2/' });
}

async function start(
  command: string,
  args: readonly string[],
  { folder, port, ready }: { readonly folder: string; readonly port: number; readonly ready: string },
): Promise<Registry> {
  const log = openSync(join(folder, 'log'), 'a');
  const child = spawn(command, args, { stdio: ['ignore', log, log] });
  // Should the suite end without stopping it.
  process.once('exit', () => child.kill());
  let ended: string | undefined;
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (code, signal) => (ended = `ended with ${code ?? signal}`));
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    if (ended !== undefined) return;
    child.kill();
    for (let waited = 0; ended === undefined && waited < 5000; waited += 50) await sleep(50);
    if (ended === undefined) child.kill('SIGKILL');
  };
  for (let waited = 0; waited < STARTED_WITHIN_MS; waited += 100) {
    if (ended !== undefined) throw new Error(`${command} ${ended}; see ${join(folder, 'log')}`);
    const answer = await fetch(url + ready).catch(() => undefined);
    if (answer?.ok) return { url, host: `127.0.0.1:${port}`, stop };
    await sleep(100);
  }
  await stop();
  throw new Error(`${command} did not answer within ${STARTED_WITHIN_MS / 1000} s`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
