// An image runs as ECS would run it: as its user, read-only, in memory only what service.yaml lets it write.
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { report } from '../../harness';
import type { Ran } from '../../machine';
import { listensOn, privilegesOf, start } from '../container';
import type { Container, Ended } from '../container';
import type { Stage } from '../stage';
import type { ImageConfig } from '../store';
import type { Task } from '../task';
import type { Image } from './looks-right';

/** Only so that it ends at all: how fast a service starts depends on what else the machine does. */
const LISTENS_WITHIN_MS = 300_000;
/** What a log looks like when something went wrong that a program reports nowhere else. */
const TROUBLE =
  /^\s+at \S|Traceback|Exception|\b(?:EACCES|EROFS|ENOENT|EPERM)\b|read-only file system|permission denied|\[(?:emerg|alert|crit|error)\]/im;
/** A Java program ends with 128 and the number of the signal when it has cleaned up; others may hand the signal on. */
const ORDERLY: readonly Partial<Ended>[] = [
  { status: 0 },
  { status: 143 },
  { signal: 'SIGTERM' },
  { signal: 'SIGQUIT' },
];

export async function runs({ scratch }: Stage, name: string, { config, rootfs, task }: Image): Promise<void> {
  const log = join(scratch, `${name}.log`);
  const container = await start(rootfs, config, task, log);
  try {
    const words = () => readFileSync(log, 'utf8');
    const listens = await waitFor(container, () => listensOn(container, task.port));
    if (!report(`images: ${name}: it starts on a read-only file system, and listens`, listens, words())) return;

    const is = privilegesOf(container);
    const [uid = '', gid = ''] = task.user.split(':');
    const all = (id = '') => Array(4).fill(id).join(' ');
    const few = is.uid === all(uid) && is.gid === all(gid) && is.groups === '' && /^0+$/.test(is.capabilities ?? '');
    report(`images: ${name}: as user ${task.user}, without capabilities`, few && is.locked === '1', JSON.stringify(is));
    const written = Object.keys(task.writable).map((folder) =>
      container.exec(['sh', '-c', `umask 077 && : > ${folder}/x`]),
    );
    const elsewhere = ['/', config.WorkingDir || '/etc', '/var/tmp', '/dev'].map((folder) =>
      container.exec(['sh', '-c', `: > ${folder}/x`]),
    );
    report(
      `images: ${name}: it may write below ${Object.keys(task.writable).join(', ')} and nowhere else`,
      written.every(({ status }) => status === 0) && elsewhere.every(({ status }) => status !== 0),
      [...written, ...elsewhere].map(({ status, stderr }) => `${status} ${stderr}`).join('\n'),
    );
    await healthy(container, name, config, task);
    const page = container.ask(`https://127.0.0.1:${task.port}/`);
    report(`images: ${name}: it answers who it is`, page.stdout.includes(`acme-${name}`), page.stdout + page.stderr);
    encrypted(container, name, task);
    const ended = await container.stop();
    report(
      `images: ${name}: ${config.StopSignal ?? 'SIGTERM'} ends it in order, well within ECS's 30 s`,
      ORDERLY.some(
        (good) =>
          (good.status === undefined || good.status === ended.status) &&
          (good.signal === undefined || good.signal === ended.signal),
      ),
      `${JSON.stringify(ended)}\n${words()}`,
    );
    report(`images: ${name}: its log has something to say, and no trouble`, calm(words()), words());
  } finally {
    await container.kill();
  }
}

/** Only by TLS, with a certificate of the task's own, whose key no other user can read. */
function encrypted(container: Container, name: string, { port, user, writable }: Task): void {
  const plain = container.ask(`http://127.0.0.1:${port}/`);
  report(
    `images: ${name}: without TLS it answers nothing of its own`,
    !plain.stdout.includes(`acme-${name}`),
    plain.stdout + plain.stderr,
  );
  const old = container.ask(`https://127.0.0.1:${port}/`, '--tls-max', '1.1', '--ciphers', 'DEFAULT@SECLEVEL=0');
  report(`images: ${name}: nor with TLS below 1.2`, old.status !== 0 && old.stdout === '', old.stdout + old.stderr);
  const shown = container.outside('openssl', 's_client', '-connect', `127.0.0.1:${port}`).stdout;
  const [pem] = /-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/.exec(shown) ?? [];
  const shownBy = pem === undefined ? undefined : new X509Certificate(pem);
  const { subject, issuer, validTo } = shownBy ?? {};
  const years = (new Date(validTo ?? 0).getTime() - Date.now()) / (365 * 86_400_000);
  report(
    `images: ${name}: its certificate is its own, and good for years`,
    subject === `CN=acme-${name}` && issuer === subject && years > 9,
    JSON.stringify({ subject, issuer, validTo }),
  );
  const [uid = ''] = user.split(':');
  const search = ['find', ...Object.keys(writable), '-type', 'f', '(', '-perm', '-040', '-o', '-perm', '-004'];
  const open = container.exec([...search, '-o', '!', '-user', uid, ')']);
  report(`images: ${name}: what it keeps in memory is for itself alone`, open.stdout === '', open.stdout + open.stderr);
}

/** The image's own check, and the one in the task definition, which is what ECS asks. */
async function healthy(container: Container, name: string, config: ImageConfig, { healthCheck }: Task): Promise<void> {
  for (const [whose, [kind, ...words]] of [
    ['the image', config.Healthcheck?.Test ?? ['CMD']],
    ['the task definition', healthCheck],
  ] as const) {
    const command = kind === 'CMD-SHELL' ? ['sh', '-c', ...words] : words;
    let answered: Ran | undefined;
    const good = await waitFor(container, () => (answered = container.exec(command)).status === 0);
    report(
      `images: ${name}: the health check of ${whose} finds it well`,
      good,
      `${answered?.status} ${answered?.stderr}`,
    );
  }
}

/** Try until it holds, the container has ended or time is up. */
async function waitFor(container: Container, holds: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < LISTENS_WITHIN_MS && !container.hasEnded(); waited += 250) {
    if (holds()) return true;
    await sleep(250);
  }
  return false;
}

function calm(log: string): boolean {
  return log.trim() !== '' && !TROUBLE.test(log);
}
