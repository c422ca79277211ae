import { spawnSync } from 'node:child_process';
import { join, relative, resolve, sep } from 'node:path';
import { LOCAL_PROGRAM_TIMEOUT_MS } from '@careplane/command-line';
import type { InitAnswers } from './answers';

/** The files of a first platform, by their paths in its folder. Values are quoted: an account may begin with a zero. */
export function filesOf(folder: string, answers: InitAnswers): Record<string, string> {
  const { name, account, region, domain, hostedZone, email, service } = answers;
  const text = (value: string) => JSON.stringify(value);
  return {
    'platform.yaml': `# docs/reference/platform-yaml.md describes every key.
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
    [join(service, 'service.yaml')]: `# docs/reference/service-yaml.md describes every key.
name: ${text(service)}
source: { path: ${text(sourcePath(join(folder, service)))} }
port: 8080
healthCheck: { path: /healthz }
`,
  };
}

/** A path from the root of the git repository, or from here where there is none. */
function sourcePath(folder: string): string {
  const asked = spawnSync('git', ['rev-parse', '--show-toplevel'], {
    encoding: 'utf8',
    timeout: LOCAL_PROGRAM_TIMEOUT_MS,
  });
  const root = asked.status === 0 ? asked.stdout.trim() : process.cwd();
  return relative(root, resolve(folder)).split(sep).join('/');
}
