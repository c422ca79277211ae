// The jobs of a GitHub workflow, on this machine: every `run` is run as GitHub does it, and of the actions of others what
// they leave behind. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../harness.mjs';

const ACTIONS = {
  'actions/checkout': ({ repository, folder, sha }) => {
    must(run('git', ['clone', '--quiet', repository, folder]));
    must(run('git', ['-C', folder, 'checkout', '--quiet', '--detach', sha]));
  },
  // Node.js is this machine's, and the emulator takes any credentials.
  'actions/setup-node': () => undefined,
  'aws-actions/configure-aws-credentials': ({ roles }, given) => roles.push(given['role-to-assume']),
  // With more than one path, what is kept begins below the folder that all have in common.
  'actions/upload-artifact': ({ folder, artifacts }, { name, path }) => {
    const paths = path.trim().split('\n');
    const common = paths.length === 1 ? paths[0] : dirname(paths[0]);
    for (const each of paths.filter((one) => existsSync(join(folder, one))))
      cpSync(join(folder, each), join(artifacts, name, each.slice(common.length)), { recursive: true });
  },
  'actions/download-artifact': ({ folder, artifacts }, { name, path }) =>
    cpSync(join(artifacts, name), join(folder, path), { recursive: true }),
};

/**
 * Run one job of a workflow.
 *
 * @param flow the workflow, parsed
 * @param name of the job
 * @param given `github` and `needs` as expressions see them; `folder` for the sources, not there yet; `repository`, `sha`,
 *   `artifacts` of the run, and `env`: all variables that the machine has
 * @returns skipped, or whether it succeeded, outputs, the roles that it took, and all that was printed
 */
export function runJob(flow, name, { github, needs, env, ...place }) {
  const job = flow.jobs[name];
  const context = { github, needs, steps: {}, secrets: {} };
  if (job.if !== undefined && !holds(job.if, context)) return { skipped: true };
  const runner = { ...place, roles: [] };
  let output = '';
  for (const step of job.steps) {
    if (step.uses !== undefined) {
      const action = ACTIONS[step.uses.split('@')[0]];
      if (action === undefined) throw new Error(`${step.uses} is not known here`);
      action(runner, step.with ?? {});
      continue;
    }
    const file = `${place.folder}.output`;
    writeFileSync(file, '');
    const variables = { ...flow.env, ...job.env, ...step.env };
    const filled = Object.fromEntries(Object.entries(variables).map(([key, text]) => [key, fill(text, context)]));
    // What GitHub takes where no shell is named.
    const ran = run('bash', ['-e', '-c', step.run], {
      cwd: place.folder,
      env: { ...env, GITHUB_OUTPUT: file, GITHUB_SHA: place.sha, CI: 'true', ...filled },
    });
    output += ran.stdout + ran.stderr;
    if (ran.status !== 0) return { succeeded: false, failed: step.name ?? step.run, roles: runner.roles, output };
    if (step.id !== undefined) context.steps[step.id] = { outputs: outputsIn(file) };
  }
  const outputs = Object.fromEntries(
    Object.entries(job.outputs ?? {}).map(([key, text]) => [key, fill(text, context)]),
  );
  return { succeeded: true, outputs, roles: runner.roles, output };
}

function outputsIn(file) {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

function fill(text, context) {
  return String(text).replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, path) => lookUp(path, context));
}

/** `a.b == 'text'` and `a.b != 'text'`: more is not written there. */
function holds(condition, context) {
  const [, path, operator, text] = /^([\w.-]+) (==|!=) '([^']*)'$/.exec(condition);
  return (lookUp(path, context) === text) === (operator === '==');
}

function lookUp(path, context) {
  return path.split('.').reduce((value, key) => value?.[key], context) ?? '';
}

function must({ status, stderr }) {
  if (status !== 0) throw new Error(stderr);
}
