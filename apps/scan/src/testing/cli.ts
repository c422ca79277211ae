import { run, terminalOn } from '@careplane/command-line';
import { program } from '../program';

/** What a command line left behind. */
export interface Told {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command line in this process, with nothing in its environment that leads to a real Trivy or a real account. */
export async function cli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Told> {
  let [stdout, stderr] = ['', ''];
  const terminal = terminalOn({
    out: { write: (text) => (stdout += text) },
    err: { write: (text) => (stderr += text) },
  });
  const before = { ...process.env };
  for (const name of Object.keys(process.env).filter((each) => /^(TRIVY|AWS)_/.test(each))) delete process.env[name];
  Object.assign(process.env, { PATH: '/nowhere', ...env });
  try {
    const exit = await run(
      'careplane-scan',
      (finish) => program(terminal, finish).parseAsync(['node', 'careplane-scan', ...args]),
      terminal,
    );
    // Nothing that a person may type leads to a stack trace.
    expect(stdout + stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
    expect(stderr).not.toContain('made a mistake');
    return { exit, stdout, stderr };
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}
