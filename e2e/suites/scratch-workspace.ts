// The packages as a user gets them: packed, installed from their tarballs into a new Nx workspace outside this repository,
// where generators, targets and commands have to be there.
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { report, suite } from '../harness';
import type { Ran } from '../machine';
import { newWorkspace, packAll } from '../parts/workspace';

type RunNx = (...args: string[]) => Ran;

const UNITS = ['acme', 'acme-api', 'acme-jobs', 'acme-site', 'acme-web'];

suite('scratch-workspace', { setUp: (scratch) => scratch, tests: { 'what a user does': scratchWorkspace } });

function scratchWorkspace(scratch: string): void {
  const tarballs = pack(join(scratch, 'tarballs'));
  if (tarballs === undefined) return;

  const { workspace, at, installed } = newWorkspace(scratch, tarballs);
  const nx: RunNx = (...args) => at('npx', ['nx', ...args]);
  const commit = () => at('sh', ['-c', 'git add -A && git commit --quiet --message change']);
  const clean = () => at('git', ['status', '--porcelain']).stdout === '';
  const good = ({ status }: Ran) => status === 0;
  const show = <T>(...args: string[]): T => JSON.parse(nx('show', ...args, '--json').stdout) as T;
  const units = (...args: string[]) => show<string[]>('projects', '--projects=tag:careplane:unit', ...args).sort();

  if (!report('scratch workspace: the tarballs install', good(installed), installed.stderr)) return;
  const transpilers = ['@swc-node/register', 'ts-node', 'typescript'].filter((name) =>
    existsSync(join(workspace, 'node_modules', name)),
  );
  report(
    'scratch workspace: nothing that runs TypeScript is installed',
    transpilers.length === 0,
    transpilers.join(' '),
  );
  const version = at('npx', ['careplane', '--version']);
  report(
    'scratch workspace: the command is there',
    good(version) && /^\d+\.\d+\.\d+$/.test(version.stdout.trim()),
    version.stderr,
  );
  const tried = nx('g', '@careplane/nx:platform', 'acme', '--no-interactive', '--dry-run');
  report('scratch workspace: --dry-run writes nothing', good(tried) && clean(), tried.stdout + tried.stderr);
  const service = (name: string, ...args: string[]) => [
    'g',
    '@careplane/nx:app-pipeline',
    name,
    '--platform',
    'acme',
    '--no-interactive',
    ...args,
  ];
  const generate = [
    ['g', '@careplane/nx:platform', 'acme', '--no-interactive'],
    service('web', '--source', 'local', '--from', 'express'),
    service('site', '--from', 'nginx', '--host', '@'),
    service('jobs', '--from', 'fastapi'),
    service('api', '--source', 'codecommit:acme-api', '--port', '9000'),
  ];
  for (const args of generate) {
    const made = nx(...args);
    report(`scratch workspace: nx ${args.slice(0, 3).join(' ')}`, good(made), made.stdout + made.stderr);
  }
  const ran = nx('run-many', '-t', 'lint', 'test', 'synth', 'check');
  report('scratch workspace: lint, test, synth and check pass at once', good(ran), ran.stdout + ran.stderr);
  const tasks = [
    'acme-web:lint',
    'acme-web:test',
    'acme-site:test',
    'acme-jobs:test',
    ...UNITS.map((unit) => `${unit}:check`),
  ];
  const absent = tasks.filter((task) => !ran.stdout.includes(`nx run ${task}`));
  report('scratch workspace: they are the tasks of all units', absent.length === 0, absent.join(' '));
  costs(nx);
  const targets = Object.keys(show<{ targets: object }>('project', 'acme-web').targets).sort();
  // Nx takes the scripts of the application's package.json, such as start, for targets too.
  const wanted = ['check', 'cost', 'deploy', 'diff', 'image', 'lint', 'scan', 'start', 'synth', 'test'];
  report(
    'scratch workspace: targets are inferred',
    JSON.stringify(targets) === JSON.stringify(wanted),
    targets.join(' '),
  );

  commit();
  for (const args of generate) nx(...args);
  report('scratch workspace: generating again changes nothing', clean(), at('git', ['status', '--porcelain']).stdout);
  const refused = [
    service('../x'),
    service('data'),
    ['g', '@careplane/nx:platform', 'acme-web', '--no-interactive'],
  ].map((args) => nx(...args));
  const words = refused.map(({ stdout, stderr }) => stdout + stderr).join('\n');
  report(
    'scratch workspace: a path, a reserved and a taken name are refused without a stack trace, and nothing is written',
    refused.every((one) => one.status !== 0) &&
      clean() &&
      /is a path/.test(words) &&
      /is reserved/.test(words) &&
      /is already used by/.test(words) &&
      !/^\s+at /m.test(words),
    words,
  );
  writeFileSync(join(workspace, 'apps/acme/web/src/app.js'), '\n', { flag: 'a' });
  commit();
  const affected = units('--affected', '--base=HEAD~1', '--head=HEAD');
  report(
    'scratch workspace: a change of one service affects it alone',
    affected.join() === 'acme-web',
    affected.join(' '),
  );
  report('scratch workspace: all units are there', units().join() === UNITS.join(), units().join(' '));
}

/** The estimate of a generated unit: printed, kept by Nx for as long as nothing changes, and data when asked for. */
function costs(nx: RunNx): void {
  const cost = (...args: string[]) => nx('cost', 'acme-web', ...args);
  const [first, second, json] = [cost(), cost(), cost('-c', 'json')];
  const total = /^(?:At least )?([\d,.]+) USD a month expected/m.exec(first.stdout)?.[1];
  report(
    'scratch workspace: nx cost prints what a generated service costs in a month',
    first.status === 0 && Number(total) > 0 && /^total +[\d.]+/m.test(first.stdout),
    first.stdout + first.stderr,
  );
  report(
    'scratch workspace: the second time the same words come from the cache of Nx',
    second.status === 0 && /local cache/.test(second.stdout) && second.stdout.includes(`${total} USD a month expected`),
    second.stdout + second.stderr,
  );
  report(
    'scratch workspace: nx cost -c json prints the same estimate as data',
    json.status === 0 && Number(objectIn(json.stdout)?.totals?.expected).toFixed(2) === total,
    json.stdout + json.stderr,
  );
}

/** What a command printed as JSON, between the lines in which Nx says what it does. */
function objectIn(text: string): { readonly totals?: { readonly expected: string } } | undefined {
  try {
    return JSON.parse(/^\{$.*^\}$/ms.exec(text)?.[0] ?? '') as ReturnType<typeof objectIn>;
  } catch {
    return undefined;
  }
}

function pack(folder: string): readonly string[] | undefined {
  const { status, stderr, tarballs } = packAll(folder);
  if (!report('scratch workspace: the packages pack', status === 0, stderr)) return undefined;
  const unwanted = tarballs.flatMap((file) =>
    spawnSync('tar', ['-tzf', file], { encoding: 'utf8' })
      .stdout.split('\n')
      .filter((name) => /\.spec\.|__snapshots__|\/(?:fixtures|testing)\/|(?<!\.d)\.ts$|\.compiled$/.test(name)),
  );
  report(
    'scratch workspace: no tests, fixtures or TypeScript sources are in them',
    unwanted.length === 0,
    unwanted.join('\n'),
  );
  return tarballs;
}
