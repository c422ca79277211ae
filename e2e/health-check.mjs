#!/usr/bin/env node
// The health check of libs/compute/src/workloads/task/health-check-command.ts, run for real: by /bin/sh, with a PATH that holds one
// download tool only, against a server on the loopback interface.
//
//   node libs/compute/e2e/health-check.mjs [--json]
//
// One line for each case; exits with 1 when one fails. Tools that are not on the machine are named, and their cases are
// not run: the last line (with --json, the last line is an object with `passed`, `failed` and `missing`).
// BUSYBOX_BIN names a busybox that is not on the PATH.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const require = createRequire(import.meta.url);
require('@swc-node/register');
const { healthCheckCommand } = require('../src/workloads/task/health-check-command.ts');

const TIMEOUT_SECONDS = 2;
const directory = mkdtempSync(join(tmpdir(), 'careplane-health-check-'));

function find(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
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
function pathWith(name, programs) {
  const folder = join(directory, name);
  mkdirSync(folder);
  for (const [program, target] of Object.entries(programs)) symlinkSync(target, join(folder, program));
  return folder;
}

/** The three programs an image may bring, each with a PATH for it; undefined where the machine lacks it. */
function tools() {
  // busybox's wget leaves TLS to openssl where it was built without its own.
  const [sed, head, curl, wget, openssl] = ['sed', 'head', 'curl', 'wget', 'openssl'].map(find);
  const busybox = process.env.BUSYBOX_BIN ?? find('busybox');
  const isGnu = wget && /GNU Wget/.test(spawnSync(wget, ['--version'], { encoding: 'utf8' }).stdout);
  // Debian.s busybox may come without wget.
  const hasWget =
    busybox && /no-check-certificate/.test(spawnSync(busybox, ['wget', '--help'], { encoding: 'utf8' }).stderr);
  return {
    curl: curl && pathWith('curl', { curl }),
    'GNU wget': isGnu && pathWith('gnu-wget', { wget, sed, head }),
    'busybox wget':
      hasWget && pathWith('busybox', { wget: busybox, sed: busybox, head: busybox, ...(openssl ? { openssl } : {}) }),
  };
}

/** What the server answers, by path; how often each path was asked for. */
const asked = new Map();
function answer(request, response) {
  const { pathname } = new URL(request.url, 'http://127.0.0.1');
  asked.set(pathname, (asked.get(pathname) ?? 0) + 1);
  if (pathname === '/silent') return;
  if (pathname === '/redirect') return response.writeHead(302, { location: '/behind' }).end();
  const status = Number(pathname.slice(1)) || (decodeURIComponent(request.url) === "/it's?a=1&b=2" ? 200 : 404);
  response.writeHead(status, { 'content-type': 'text/plain' }).end(status === 204 ? undefined : 'HTTP/1.1 500 no');
}

function listen(server) {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
}

/** A key and a certificate that nobody has signed, as services make them for themselves; undefined without openssl. */
function selfSigned() {
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=service'];
  const made = find('openssl') && spawnSync('openssl', [...args, '-keyout', key, '-out', cert], { encoding: 'utf8' });
  return made?.status === 0 ? { key: readFileSync(key), cert: readFileSync(cert) } : undefined;
}

/** Runs the command as ECS does; resolves with its exit status, or with "timeout" when ECS would have lost patience. */
function run(path, url, codes) {
  const [, script] = healthCheckCommand(url, codes, TIMEOUT_SECONDS);
  return new Promise((resolve) => {
    const child = spawn('/bin/sh', ['-c', script], { env: { PATH: path }, stdio: 'ignore', detached: true });
    const patience = setTimeout(() => {
      process.kill(-child.pid, 'SIGKILL');
      resolve('timeout');
    }, 5_000 * TIMEOUT_SECONDS);
    child.on('exit', (status) => {
      clearTimeout(patience);
      resolve(status);
    });
  });
}

const http = createServer(answer);
const httpPort = await listen(http);
const pair = selfSigned();
const https = pair && createTlsServer(pair, answer);
const httpsPort = https && (await listen(https));
// A port that nobody listens on: one that was free a moment ago.
const unused = createServer(answer);
const closedPort = await listen(unused);
await new Promise((resolve) => unused.close(resolve));

const base = `http://127.0.0.1:${httpPort}`;
const cases = [
  ['200 is 200', `${base}/200`, '200', true],
  ['404 is not 200', `${base}/404`, '200', false],
  ['500 is not 200', `${base}/500`, '200', false],
  ['204 is in 200-299', `${base}/204`, '200-299', true],
  ['300 is not in 200-299', `${base}/300`, '200-299', false],
  ['401 is accepted when named', `${base}/401`, '200,401', true],
  ['a redirect is accepted by its own code', `${base}/redirect`, '200,302', true],
  ['a redirect is not the page behind it', `${base}/redirect`, '200', false],
  ['a path with a quote and a query', `${base}/it%27s?a=1&b=2`, '200', true],
  ['nobody listens', `http://127.0.0.1:${closedPort}/`, '200', false],
  ['nobody answers', `${base}/silent`, '200', false],
  ...(httpsPort
    ? [
        ['TLS with a self-signed certificate', `https://127.0.0.1:${httpsPort}/200`, '200', true],
        ['TLS and the wrong code', `https://127.0.0.1:${httpsPort}/503`, '200', false],
      ]
    : []),
];

const missing = pair ? [] : ['openssl'];
let passed = 0;
let failed = 0;
const json = process.argv.includes('--json');
const say = (line) => (json ? console.error : console.log)(line);

for (const [tool, path] of Object.entries(tools())) {
  if (!path) {
    missing.push(tool);
    continue;
  }
  for (const [title, url, codes, healthy] of cases) {
    const status = await run(path, url, codes);
    // "timeout" is how ECS sees a check that hangs: unhealthy.
    const ok = (status === 0) === healthy;
    if (ok) passed += 1;
    else failed += 1;
    say(
      `${ok ? 'ok' : 'not ok'} ${tool}: ${title}${ok ? '' : ` (exit status ${status})`}${ok && status === 'timeout' ? ' (by ECS’s timeout)' : ''}`,
    );
  }
}
// Neither tool, as in a distroless image: the check must fail, not pass.
const neither = await run(pathWith('nothing', {}), `${base}/200`, '200');
if (neither !== 0 && neither !== 'timeout') passed += 1;
else failed += 1;
say(`${neither !== 0 && neither !== 'timeout' ? 'ok' : 'not ok'} no tool: unhealthy`);

http.closeAllConnections();
http.close();
https?.closeAllConnections();
https?.close();
rmSync(directory, { recursive: true });

if (json) console.log(JSON.stringify({ passed, failed, missing }));
else console.log(`${passed} passed, ${failed} failed${missing.length > 0 ? `, missing: ${missing.join(', ')}` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
