// Start the emulator for a suite: its own process on a free port of loopback, in a Python environment kept outside the
// repository.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonEnvironment } from '../e2e/harness.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const STARTS_WITHIN_MS = 120_000;

/**
 * The Python of the emulator, with the packages of requirements.txt; undefined (and said so) where it cannot be made.
 * Other requirements are another environment.
 */
export function emulatorPython() {
  const file = join(here, 'requirements.txt');
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
  const commands = pythonEnvironment(`emulator-${digest}`, ['--requirement', file]);
  return commands && join(commands, 'python3');
}

/**
 * @param python from `emulatorPython`
 * @returns the emulator: its address, the environment variables that make a process talk to it as an account's
 *   administrator, its control endpoints, and how to stop it. `session` is what a service does before it works in the
 *   name of a role: `{service, roleArn, sourceArn, sourceAccount}` gives keys, for `environmentOf`.
 *   `request(keys, {action, resources, region, context})` is for what a role asks of a service that is not here, such as
 *   `codecommit:GitPull`; it rejects when the role may not
 */
export async function startEmulator(python) {
  const child = spawn(python, ['-m', 'emulator', '0'], {
    cwd: here,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', CAREPLANE_NODE: process.execPath },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = [];
  child.stderr.setEncoding('utf8').on('data', (text) => log.push(text));
  // Whatever ends the suite ends the emulator.
  const stop = () => child.exitCode ?? child.kill('SIGKILL');
  process.once('exit', stop);
  const url = await firstLine(child, log);
  return {
    url,
    pid: child.pid,
    environment: (account, region) => environment(url, account, region),
    report: () => control(url, 'GET', 'report'),
    fault: (about) => control(url, 'POST', 'faults', about),
    clearFaults: () => control(url, 'DELETE', 'faults'),
    hostedZone: (about) => control(url, 'POST', 'hosted-zones', about),
    quotas: (about) => control(url, 'POST', 'quotas', about),
    executions: (about) => control(url, 'POST', 'executions', about),
    session: (about) => control(url, 'POST', 'sessions', about),
    request: ({ AccessKeyId, SessionToken }, about) =>
      control(url, 'POST', 'requests', { accessKeyId: AccessKeyId, sessionToken: SessionToken, ...about }),
    calls: () => control(url, 'GET', 'calls'),
    clearCalls: () => control(url, 'DELETE', 'calls'),
    roles: () => control(url, 'GET', 'roles'),
    log: () => log.join(''),
    stop: () => {
      process.removeListener('exit', stop);
      stop();
    },
  };
}

function firstLine(child, log) {
  return new Promise((resolve, reject) => {
    const fail = (why) => {
      child.kill('SIGKILL');
      reject(new Error(`The emulator did not start: ${why}\n${log.join('')}`));
    };
    const late = setTimeout(() => fail('it took too long'), STARTS_WITHIN_MS);
    child.once('exit', (code) => fail(`it ended with ${code}`));
    child.stdout.setEncoding('utf8').once('data', (text) => {
      clearTimeout(late);
      child.removeAllListeners('exit');
      resolve(text.trim());
    });
  });
}

/** Keys of a session, as `session` or STS gives them, as variables of a process: put over those of `environment`. */
export function environmentOf({ AccessKeyId, SecretAccessKey, SessionToken }) {
  return {
    AWS_ACCESS_KEY_ID: AccessKeyId,
    AWS_SECRET_ACCESS_KEY: SecretAccessKey,
    AWS_SESSION_TOKEN: SessionToken,
  };
}

/** Nothing of the person's own configuration: no profile, no region, no credentials but the emulator's. */
function environment(url, account, region) {
  const own = Object.entries(process.env).filter(([name]) => !/^(AWS_|CDK_)/.test(name));
  return {
    ...Object.fromEntries(own),
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: `AKIA${account}TEST`,
    AWS_SECRET_ACCESS_KEY: 'emulator',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: join(here, 'no-such-file'),
    AWS_SHARED_CREDENTIALS_FILE: join(here, 'no-such-file'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

async function control(url, method, name, body) {
  const answer = await fetch(`${url}/emulator/${name}`, { method, body: body && JSON.stringify(body) });
  const said = await answer.json();
  if (!answer.ok) throw new Error(`The emulator refused ${method} ${name}: ${said.message}`);
  return said;
}
