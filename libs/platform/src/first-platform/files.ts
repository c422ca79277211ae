import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { LOCAL_PROGRAM_TIMEOUT_MS } from '@careplane/command-line';
import type { InitAnswers } from './answers';

/** The files of a first platform, by their paths in its folder. Values are quoted: an account may begin with a zero. */
export function filesOf(folder: string, answers: InitAnswers): Record<string, string> {
  const { name, account, region, domain, hostedZone, email, service } = answers;
  const text = (value: string) => JSON.stringify(value);
  return {
    'platform.yaml': `# Every key: docs/reference/platform-yaml.md of Careplane.
name: ${text(name)}
account: ${text(account)}
region: ${text(region)}
environments:
  production:
    branch: main
    domain: ${text(domain)}
    hostedZone: { id: ${text(hostedZone)}, name: ${text(domain)} }
alertEmails: [${text(email)}]
`,
    [join(service, 'service.yaml')]: `# Every key: docs/reference/service-yaml.md of Careplane.
name: ${text(service)}
source: { path: ${text(sourcePath(join(folder, service)))} }
port: 8080
healthCheck: { path: /healthz }
`,
  };
}

/** A path from the root of the git repository that the folder is in, or from the folder above the platform where there is none. */
function sourcePath(service: string): string {
  const folder = resolve(service);
  const options = { cwd: existing(folder), encoding: 'utf8' } as const;
  const asked = spawnSync('git', ['rev-parse', '--show-toplevel'], {
    ...options,
    timeout: LOCAL_PROGRAM_TIMEOUT_MS,
  });
  const root = asked.status === 0 ? asked.stdout.trim() : dirname(dirname(folder));
  return relative(root, folder).split(sep).join('/');
}

/** The nearest folder above, or itself, that is there already. */
function existing(folder: string): string {
  return existsSync(folder) ? realpathSync(folder) : existing(dirname(folder));
}
