import { runCommand } from '@careplane/command-line/testing';
import type { CommandResult } from '@careplane/command-line/testing';
import { program } from '../program';

/** careplane-scan in this process, with nothing in its environment that leads to a real Trivy or a real account. */
export async function cli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CommandResult> {
  const before = { ...process.env };
  for (const name of Object.keys(process.env).filter((each) => /^(TRIVY|AWS)_/.test(each))) delete process.env[name];
  Object.assign(process.env, { PATH: '/nowhere', ...env });
  try {
    return await runCommand('careplane-scan', program, args);
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}
