// The health check of libs/compute/src/workloads/task/health-check-command.ts, run for real: by /bin/sh, with a PATH that holds
// one download tool only, against a server on the loopback interface. BUSYBOX_BIN names a busybox that is not on the PATH.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { healthCheckCommand } from '../../libs/compute/src/workloads/task/health-check-command';
import { missing, report, suite } from '../harness';

const TIMEOUT_SECONDS = 2;

/** Servers, and a folder for what the shells find. */
interface Stage {
  readonly directory: string;
  readonly servers: readonly Server[];
  readonly cases: readonly Case[];
  /** A page that is well. */
  readonly well: string;
}

type Case = readonly [title: string, url: string, codes: string, healthy: boolean];

const TOOLS = ['curl', 'GNU wget', 'busybox wget'] as const;

suite<Stage>('health-check', {
  setUp: open,
  tearDown({ servers }) {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  },
  tests: {
    ...Object.fromEntries(TOOLS.map((tool) => [tool, (stage: Stage) => withTool(stage, tool)])),
    // As in a distroless image: the check must fail, not pass.
    'no tool': async ({ directory, well }) => {
      const status = await run(pathWith(directory, 'nothing', {}), well, '200');
      report('no tool: unhealthy', status !== 0 && status !== 'timeout', status);
    },
  },
});

async function withTool({ directory, cases }: Stage, tool: (typeof TOOLS)[number]): Promise<void> {
  const path = pathTo(directory, tool);
  if (path === undefined) return missing(`${tool}, for the health check`);
  for (const [title, url, codes, healthy] of cases) {
    const status = await run(path, url, codes);
    // "timeout" is how ECS sees a check that hangs: unhealthy.
    report(`${tool}: ${title}`, (status === 0) === healthy, `exit status ${status}`);
  }
}

function find(name: string): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/** A folder that holds these programs under these names, and nothing else. */
function pathWith(directory: string, name: string, programs: Readonly<Record<string, string | undefined>>): string {
  const folder = join(directory, name);
  mkdirSync(folder);
  for (const [program, target] of Object.entries(programs)) {
    if (target !== undefined) symlinkSync(target, join(folder, program));
  }
  return folder;
}

/** A PATH with one of the three programs that an image may bring; undefined where the machine lacks it. */
function pathTo(directory: string, tool: (typeof TOOLS)[number]): string | undefined {
  const [sed, head, curl, wget, openssl] = ['sed', 'head', 'curl', 'wget', 'openssl'].map(find);
  if (tool === 'curl') return curl && pathWith(directory, 'curl', { curl });
  if (tool === 'GNU wget') {
    const isGnu = wget && /GNU Wget/.test(spawnSync(wget, ['--version'], { encoding: 'utf8' }).stdout);
    return isGnu ? pathWith(directory, 'gnu-wget', { wget, sed, head }) : undefined;
  }
  const busybox = process.env['BUSYBOX_BIN'] ?? find('busybox');
  // Debian's busybox may come without wget.
  const help = busybox && spawnSync(busybox, ['wget', '--help'], { encoding: 'utf8' }).stderr;
  if (!help || !help.includes('no-check-certificate')) return undefined;
  // Its wget leaves TLS to openssl where it was built without its own.
  return pathWith(directory, 'busybox', { wget: busybox, sed: busybox, head: busybox, openssl });
}

/** What the server answers, by path; how often each path was asked for. */
const asked = new Map<string, number>();
function answer(request: IncomingMessage, response: ServerResponse): void {
  const { url = '' } = request;
  const { pathname } = new URL(url, 'http://127.0.0.1');
  asked.set(pathname, (asked.get(pathname) ?? 0) + 1);
  if (pathname === '/silent') return;
  if (pathname === '/redirect') {
    response.writeHead(302, { location: '/behind' }).end();
    return;
  }
  const status = Number(pathname.slice(1)) || (decodeURIComponent(url) === "/it's?a=1&b=2" ? 200 : 404);
  response.writeHead(status, { 'content-type': 'text/plain' }).end(status === 204 ? undefined : 'HTTP/1.1 500 no');
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
}

/** A key and a certificate that no authority has signed, as services make them for themselves; undefined without openssl. */
function selfSigned(directory: string): { readonly key: Buffer; readonly cert: Buffer } | undefined {
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=service'];
  if (find('openssl') === undefined) return undefined;
  const made = spawnSync('openssl', [...args, '-keyout', key, '-out', cert], { encoding: 'utf8' });
  return made.status === 0 ? { key: readFileSync(key), cert: readFileSync(cert) } : undefined;
}

/** Runs the command as ECS does; resolves with its exit status, or with "timeout" when ECS would have lost patience. */
function run(path: string, url: string, codes: string): Promise<number | 'timeout' | null> {
  const [, script = ''] = healthCheckCommand(url, codes, TIMEOUT_SECONDS);
  return new Promise((resolve) => {
    const child = spawn('/bin/sh', ['-c', script], { env: { PATH: path }, stdio: 'ignore', detached: true });
    const patience = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      resolve('timeout');
    }, 5_000 * TIMEOUT_SECONDS);
    child.on('exit', (status) => {
      clearTimeout(patience);
      resolve(status);
    });
  });
}

async function open(directory: string): Promise<Stage> {
  const http = createServer(answer);
  const httpPort = await listen(http);
  const pair = selfSigned(directory);
  if (pair === undefined) missing('openssl, for the health check');
  const https = pair && createTlsServer(pair, answer);
  const httpsPort = https && (await listen(https));
  // A port without a listener: one that was free a moment ago.
  const unused = createServer(answer);
  const closedPort = await listen(unused);
  await new Promise((resolve) => unused.close(resolve));

  const base = `http://127.0.0.1:${httpPort}`;
  const cases: Case[] = [
    ['200 is 200', `${base}/200`, '200', true],
    ['404 is not 200', `${base}/404`, '200', false],
    ['500 is not 200', `${base}/500`, '200', false],
    ['204 is in 200-299', `${base}/204`, '200-299', true],
    ['300 is not in 200-299', `${base}/300`, '200-299', false],
    ['401 is accepted when named', `${base}/401`, '200,401', true],
    ['a redirect is accepted by its own code', `${base}/redirect`, '200,302', true],
    ['a redirect is not the page behind it', `${base}/redirect`, '200', false],
    ['a path with a quote and a query', `${base}/it%27s?a=1&b=2`, '200', true],
    ['there is no listener', `http://127.0.0.1:${closedPort}/`, '200', false],
    ['there is no answer', `${base}/silent`, '200', false],
    ...(httpsPort !== undefined
      ? ([
          ['TLS with a self-signed certificate', `https://127.0.0.1:${httpsPort}/200`, '200', true],
          ['TLS and the wrong code', `https://127.0.0.1:${httpsPort}/503`, '200', false],
        ] as const)
      : []),
  ];
  return { directory, servers: https === undefined ? [http] : [http, https], cases, well: `${base}/200` };
}
