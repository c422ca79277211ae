import { spawnSync } from 'node:child_process';
import { endOfNode, gitRefusal, LOCAL_PROGRAM_TIMEOUT_MS } from '@careplane/command-line';
import { CFN_LINT_VERSION, cfnLint, installedGuard } from '@careplane/compliance';
import { HOW_TO_GET_TRIVY, locateTrivy } from '@careplane/security-scan';
import { failureReason, programEnd } from '@careplane/problems';
import type { Diagnosis } from './diagnosis';

type Environment = Readonly<Record<string, string | undefined>>;

/** Oldest Node.js that the packages run on; `engines` of the workspace says the same, which a test compares. */
export const MINIMUM_NODE = '20.12';

/** Node.js, which runs this command. @param version such as v22.4.0 */
export function nodeDiagnosis(version: string): Diagnosis {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = MINIMUM_NODE.split('.').map(Number);
  const isNewEnough = major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  return {
    name: 'Node.js',
    state: isNewEnough ? 'ok' : 'missing',
    found: [version, endOfNode(version) ?? []].flat().join(', '),
    neededFor: 'every command',
    ...(isNewEnough ? {} : { fix: `install Node.js ${MINIMUM_NODE} or later from https://nodejs.org` }),
  };
}

/** git, and a commit in the repository of the folder. */
export function gitDiagnosis(folder: string, env: Environment): Diagnosis {
  const about = { name: 'git', neededFor: 'deploy, base and nx affected' };
  const git = (...args: string[]) =>
    spawnSync('git', args, { cwd: folder, env: { ...env }, encoding: 'utf8', timeout: LOCAL_PROGRAM_TIMEOUT_MS });
  const version = git('--version');
  if (version.status !== 0) {
    const isAbsent = (version.error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
    const found = isAbsent ? 'not on PATH' : `it ${programEnd(version)}`;
    return { ...about, state: 'missing', found, fix: 'install git from https://git-scm.com/downloads' };
  }
  const commit = git('rev-parse', '--short', 'HEAD');
  if (commit.status !== 0) {
    const refused = gitRefusal(folder);
    if (refused !== undefined) return { ...about, state: 'missing', found: refused.why, fix: refused.fix };
    const fix = 'git init && git add --all && git commit -m "first commit"';
    return { ...about, state: 'missing', found: 'this folder has no commit', fix };
  }
  return {
    ...about,
    state: 'ok',
    found: `${version.stdout.trim().replace(/^git version /, '')}, at ${commit.stdout.trim()}`,
  };
}

/** cfn-lint in the pinned version: asked in the same way as `check` asks. */
export async function cfnLintDiagnosis(env: NodeJS.ProcessEnv): Promise<Diagnosis> {
  const about = { name: 'cfn-lint', neededFor: 'check --all-judges' };
  const verdict = await cfnLint([], env);
  return verdict.ran
    ? { ...about, state: 'ok', found: CFN_LINT_VERSION }
    : { ...about, state: 'missing', found: verdict.why, fix: verdict.fix };
}

/** cfn-guard, which `check` asks only with a file of rules: where it is not there, nothing is missing. */
export async function cfnGuardDiagnosis(env: NodeJS.ProcessEnv): Promise<Diagnosis> {
  const about = { name: 'cfn-guard', neededFor: 'check --guard-rules alone' };
  const installed = await installedGuard(env);
  return installed.found
    ? { ...about, state: 'ok', found: installed.version }
    : { ...about, state: 'optional', found: installed.why, fix: installed.fix };
}

/** Trivy, where `scan image` finds it. */
export function trivyDiagnosis(env: Environment): Diagnosis {
  const about = { name: 'Trivy', neededFor: 'scan image and nx scan' };
  const place = locateTrivy(undefined, env);
  if (place === undefined) return { ...about, state: 'missing', found: 'not on PATH', fix: HOW_TO_GET_TRIVY };
  const asked = spawnSync(place, ['--version'], { encoding: 'utf8', timeout: LOCAL_PROGRAM_TIMEOUT_MS });
  if (asked.status !== 0)
    return { ...about, state: 'missing', found: `${place} ${programEnd(asked)}`, fix: HOW_TO_GET_TRIVY };
  const version = /^Version: (\S+)/m.exec(asked.stdout)?.[1];
  if (version === undefined) {
    const found = `${place} does not answer as Trivy does: ${failureReason(asked.stdout, asked.stderr) ?? 'it printed nothing'}`;
    return { ...about, state: 'missing', found, fix: HOW_TO_GET_TRIVY };
  }
  return { ...about, state: 'ok', found: `${version} (${place})` };
}
