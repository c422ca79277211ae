// `npm run e2e`: the real parts of what the unit tests can only describe. Says by name what it could not get; under
// CI=true a missing part is a failure.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const careplane = join(root, 'apps/deploy/bin/careplane.js');
const cfnLintVersion = /CFN_LINT_VERSION = '([^']+)'/.exec(
  readFileSync(join(root, 'libs/compliance/src/cfn-lint.ts'), 'utf8'),
)?.[1];
const scratch = mkdtempSync(join(tmpdir(), 'careplane-e2e-'));
const counts = { passed: 0, failed: 0, missing: 0 };

try {
  const cfnLint = installCfnLint();
  if (cfnLint) lintEverything(cfnLint);
  healthChecks();
  freshClone();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
const failed = counts.failed + (process.env.CI ? counts.missing : 0);
console.log(
  `${counts.passed} passed, ${failed} failed${process.env.CI || counts.missing === 0 ? '' : `, ${counts.missing} skipped`}`,
);
process.exitCode = failed === 0 ? 0 : 1;

/** cfn-lint in a Python environment of its own, outside the repository; there already after the first time. */
function installCfnLint() {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'careplane');
  const place = join(cache, `cfn-lint-${cfnLintVersion}`);
  const binary = join(place, 'bin/cfn-lint');
  if (existsSync(binary)) return binary;
  mkdirSync(cache, { recursive: true });
  const made = run('python3', ['-m', 'venv', place]);
  const installed =
    made.status === 0 && run(join(place, 'bin/pip'), ['install', '--quiet', `cfn-lint==${cfnLintVersion}`]);
  if (installed && installed.status === 0) return binary;
  rmSync(place, { recursive: true, force: true });
  missing(`cfn-lint ${cfnLintVersion}: needs python3 with venv, and PyPI`);
  return undefined;
}

function lintEverything(binary) {
  const clinic = join(scratch, 'clinic');
  cpSync(join(root, 'apps/deploy/src/testing/clinic'), clinic, { recursive: true });
  for (const file of readdirSync(clinic, { recursive: true })) {
    // Kept as .yml in the repository, so that Nx does not take it for a platform.
    if (String(file).endsWith('.yml'))
      renameSync(join(clinic, String(file)), join(clinic, String(file).replace(/yml$/, 'yaml')));
  }
  for (const folder of [join(root, 'apps/medmo'), clinic]) {
    const checked = run(process.execPath, [careplane, 'check', folder, '--all-judges', '--json'], {
      env: { CFN_LINT_BIN: binary },
    });
    const verdicts = checked.status === 0 ? JSON.parse(checked.stdout).verdicts : [];
    report(
      `careplane check ${folder === clinic ? 'clinic' : 'apps/medmo'}: all four judges ran and nothing is open`,
      verdicts.length === 4 && verdicts.every((verdict) => verdict.ran && verdict.open.length === 0),
      checked.stderr + checked.stdout,
    );
  }
  const out = join(scratch, 'assemblies');
  run(process.execPath, [careplane, 'synth', join(root, 'apps/medmo'), '--out', out]);
  const templates = readdirSync(out, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.template.json'));
  const home = templates.filter((file) => !file.includes('backup-copy')).map((file) => join(out, file));
  const linted = run(binary, ['--regions', 'us-east-2', '--template', ...home]);
  report(
    `cfn-lint ${cfnLintVersion} by itself on ${home.length} templates: no errors, no warnings`,
    home.length > 0 && linted.status === 0,
    linted.stdout,
  );
  writeFileSync(
    join(scratch, 'bad.json'),
    JSON.stringify({ Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { Nonsense: 1 } } } }),
  );
  report(
    'cfn-lint does find what is wrong in a template',
    run(binary, ['--template', join(scratch, 'bad.json')]).status === 2,
    '',
  );
}

/** The container's health check, by real shells and HTTP clients. */
function healthChecks() {
  const ran = run(process.execPath, [join(root, 'libs/compute/e2e/health-check.mjs'), '--json']);
  try {
    const result = JSON.parse(ran.stdout.trim().split('\n').at(-1));
    counts.passed += result.passed;
    counts.failed += result.failed;
    console.log(
      `${result.failed === 0 ? 'ok' : 'not ok'}  health check: ${result.passed} cases passed, ${result.failed} failed`,
    );
    if (result.failed > 0) console.log(ran.stdout + ran.stderr);
    for (const tool of result.missing) missing(`${tool}, for the health check`);
  } catch {
    report('health check', false, ran.stdout + ran.stderr);
  }
}

/** What the README says, typed in a clone of what is committed, without anybody's credentials. */
function freshClone() {
  const clone = join(scratch, 'clone');
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(AWS_|CFN_LINT|npm_|NX_)/i.test(name)),
  );
  const at = (command, args) =>
    spawnSync(command, args, { cwd: clone, env: { ...env, NX_DAEMON: 'false' }, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const cloned = run('git', ['clone', '--quiet', root, clone]);
  if (cloned.status !== 0) return report('git clone', false, cloned.stderr);
  const installed = at('npm', ['ci']);
  report('fresh clone: npm ci', installed.status === 0, installed.stderr);
  const started = at('npm', ['start']);
  report(
    'fresh clone: npm start shows the plan of medmo',
    started.status === 0 && started.stdout.includes('PLAN OF medmo') && started.stdout.includes('Nothing is open.'),
    started.stderr,
  );
  const shown = at('npx', ['nx', 'show', 'projects']);
  const units = ['medmo', 'medmo-frontend', 'medmo-admin', 'medmo-api'];
  report(
    'fresh clone: Nx finds the units by their YAML files',
    units.every((unit) => shown.stdout.split('\n').includes(unit)),
    shown.stderr,
  );
  const file = join(clone, 'apps/medmo/api/service.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('port:', 'prot:'));
  const mistaken = at('npx', ['careplane', 'plan', 'apps/medmo']);
  report(
    'fresh clone: a mistyped key is answered with the right one, exit 2, no stack trace',
    mistaken.status === 2 && mistaken.stderr.includes('did you mean "port"?') && !/^\s+at /m.test(mistaken.stderr),
    mistaken.stderr,
  );
}

function run(command, args, { env = {} } = {}) {
  return spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, ...env }, maxBuffer: 2 ** 26 });
}

function report(name, good, detail) {
  counts[good ? 'passed' : 'failed'] += 1;
  console.log(`${good ? 'ok' : 'not ok'}  ${name}`);
  if (!good) console.log(String(detail).split('\n').slice(-40).join('\n'));
}

function missing(what) {
  counts.missing += 1;
  console.log(`missing  ${what}`);
}
