import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { report, suite } from '../harness';
import { root, run } from '../machine';

/** What the README says, typed in a clone of what is committed, without anybody's credentials. */
suite('fresh-clone', { setUp: (scratch) => scratch, tests: { 'what the README says': freshClone } });

function freshClone(scratch: string): void {
  const clone = join(scratch, 'clone');
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(AWS_|CFN_LINT|npm_|NX_)/i.test(name)),
  );
  const at = (command: string, args: readonly string[]) =>
    spawnSync(command, args, { cwd: clone, env: { ...env, NX_DAEMON: 'false' }, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const cloned = run('git', ['clone', '--quiet', root, clone]);
  if (!report('git clone', cloned.status === 0, cloned.stderr)) return;
  const installed = at('npm', ['ci']);
  report('fresh clone: npm ci', installed.status === 0, installed.stderr);
  const started = at('npm', ['start']);
  report(
    'fresh clone: npm start shows the plan of medmo',
    started.status === 0 && started.stdout.includes('PLAN OF medmo') && started.stdout.includes('No open findings.'),
    started.stderr,
  );
  const readme = readFileSync(join(clone, 'README.md'), 'utf8');
  const guide = readFileSync(join(clone, 'docs/guides/cost-estimate.md'), 'utf8');
  const plan = started.stdout.slice(started.stdout.indexOf('PLAN OF'));
  report(
    'fresh clone: the README’s tour shows the plan that is printed',
    readme.includes(plan.split('\n').slice(0, 6).join('\n')),
    plan,
  );
  const priced = at('npx', ['careplane-cost', 'estimate', 'apps/medmo']);
  // The last paragraph, however it is wrapped.
  const total = priced.stdout.trimEnd().split('\n\n').at(-1) ?? '';
  report(
    'fresh clone: careplane-cost estimate says what the README and the guide quote',
    priced.status === 0 && total.includes('USD a month') && [readme, guide].every((page) => page.includes(total)),
    priced.stderr + total,
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
