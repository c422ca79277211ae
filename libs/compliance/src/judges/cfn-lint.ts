import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import { basename } from 'node:path';
import type { Finding, Verdict } from './verdict';

/** A template, and the region that its resources must exist in. */
export interface Template {
  readonly path: string;
  readonly region: string;
}

/** A tool that is there but does not answer as it should; the message is for people. */
export class ToolError extends Error {}

/**
 * The version that this toolkit's templates are checked with. Other versions have other rules, so their answer is not
 * comparable. The emulator needs the same version: `libs/compliance/src/judges/tool-versions.spec.ts` compares the two.
 */
export const CFN_LINT_VERSION = '1.58.0';

/** The command that installs the pinned version. */
export const CFN_LINT_INSTALL = `pip install cfn-lint==${CFN_LINT_VERSION}`;

const JUDGE = 'cfn-lint';
/** cfn-lint sums up what it found in its exit status: 2 errors, 4 warnings, 8 information. Others are failures of its own. */
const FOUND_SOMETHING = 2 | 4 | 8;
/** A .cfnlintrc, in this folder or at home, and metadata in a template could otherwise switch rules off unseen. */
const UNSILENCED = ['--config-file', devNull, '--mandatory-checks', 'E', 'W'];
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

interface Match {
  readonly Filename: string;
  readonly Level: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path?: readonly (string | number)[] | null };
}

/** For one that hangs: it takes seconds for a platform. */
const TIMEOUT_MS = 10 * 60_000;

/**
 * Ask cfn-lint about templates, when it is on the machine (on the PATH, or named by CFN_LINT_BIN). A version other than
 * the pinned one is not asked: the judge then has not run.
 *
 * @throws ToolError when it is there but fails: what it did not say is not a pass
 */
export function cfnLint(templates: readonly Template[], env: NodeJS.ProcessEnv = process.env): Verdict {
  const binary = env['CFN_LINT_BIN'] || 'cfn-lint';
  const asked = spawnSync(binary, ['--version'], { encoding: 'utf8', env, timeout: TIMEOUT_MS });
  if ((asked.error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
    if (env['CFN_LINT_BIN']) throw new ToolError(`cfn-lint: CFN_LINT_BIN names ${binary}, which does not exist`);
    return { judge: JUDGE, ran: false, why: 'not on this machine', fix: CFN_LINT_INSTALL };
  }
  if (asked.status !== 0)
    throw new ToolError(`cfn-lint: "${binary} --version" failed: ${firstLine(asked.stderr || String(asked.error))}`);
  const version = asked.stdout.trim().replace(/^cfn-lint\s+/, '');
  if (version !== CFN_LINT_VERSION) {
    const why = `this machine has ${firstLine(version) || 'an unnamed version'}, and ${CFN_LINT_VERSION} is required`;
    return { judge: JUDGE, ran: false, why, fix: CFN_LINT_INSTALL };
  }
  const regions = [...new Set(templates.map((template) => template.region))];
  const open = regions.flatMap((region) =>
    lint(
      binary,
      region,
      templates.filter((template) => template.region === region).map((template) => template.path),
      env,
    ),
  );
  return { judge: JUDGE, ran: true, version, open, acknowledged: [] };
}

function lint(binary: string, region: string, paths: readonly string[], env: NodeJS.ProcessEnv): Finding[] {
  const args = [...UNSILENCED, '--regions', region, '--format', 'json', '--template', ...paths];
  const ran = spawnSync(binary, args, { encoding: 'utf8', env, maxBuffer: MAX_OUTPUT_BYTES, timeout: TIMEOUT_MS });
  const failed = (): ToolError =>
    new ToolError(
      `cfn-lint failed with status ${ran.status ?? ran.signal}: ${firstLine(ran.stderr || String(ran.error ?? ''))}`,
    );
  if (ran.error || ran.status === null || (ran.status & ~FOUND_SOMETHING) !== 0) throw failed();
  const matches = parse(ran.stdout);
  // Arguments it does not know end with the status of "errors found", too.
  if (ran.status !== 0 && matches.length === 0) throw failed();
  return matches.map((match) => ({
    rule: match.Rule.Id,
    severity: match.Level === 'Error' ? 'error' : 'warning',
    message: match.Message,
    where: [basename(match.Filename, '.template.json'), match.Location.Path?.[1]].filter(Boolean).join('/'),
  }));
}

function parse(output: string): Match[] {
  let matches: unknown;
  try {
    matches = JSON.parse(output.trim() === '' ? '[]' : output);
  } catch {
    throw new ToolError(`cfn-lint did not answer in JSON: ${firstLine(output)}`);
  }
  if (!Array.isArray(matches)) throw new ToolError(`cfn-lint did not answer with a list: ${firstLine(output)}`);
  return matches as Match[];
}

function firstLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
}
