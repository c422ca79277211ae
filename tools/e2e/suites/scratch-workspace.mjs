// The packages as a user gets them: packed, installed from their tarballs into a new Nx workspace outside this repository,
// where generators, targets and commands have to be there.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { report, root } from '../harness.mjs';

const NX = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.nx;
const UNITS = ['acme', 'acme-api', 'acme-jobs', 'acme-site', 'acme-web'];

export default function scratchWorkspace(scratch) {
  const workspace = join(scratch, 'workspace');
  const tarballs = pack(join(scratch, 'tarballs'));
  if (tarballs === undefined) return;

  mkdirSync(workspace);
  const write = (file, text) => writeFileSync(join(workspace, file), text);
  write('package.json', JSON.stringify({ name: 'elsewhere', private: true }));
  write('nx.json', JSON.stringify({ analytics: false, neverConnectToCloud: true, defaultBase: 'main' }));
  write('.gitignore', 'node_modules\n');
  const at = runnerIn(workspace, join(scratch, 'nx'));
  const nx = (...args) => at('npx', ['nx', ...args]);
  const commit = () => at('sh', ['-c', 'git add -A && git commit --quiet --message change']);
  const clean = () => at('git', ['status', '--porcelain']).stdout === '';
  const good = ({ status }) => status === 0;
  const show = (...args) => JSON.parse(nx('show', ...args, '--json').stdout);
  const units = (...args) => show('projects', '--projects=tag:careplane:unit', ...args).sort();

  const installed = at('npm', [
    'install',
    '--save-dev',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    `nx@${NX}`,
    ...tarballs,
  ]);
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
  at('git', ['init', '--quiet', '--initial-branch=main']);
  commit();

  const tried = nx('g', '@careplane/nx:platform', 'acme', '--no-interactive', '--dry-run');
  report('scratch workspace: --dry-run writes nothing', good(tried) && clean(), tried.stdout + tried.stderr);
  const service = (name, ...args) => [
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
  const targets = Object.keys(show('project', 'acme-web').targets).sort();
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
      /is taken by/.test(words) &&
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

function pack(folder) {
  const packed = spawnSync(process.execPath, [join(root, 'tools/pack/main.mjs'), '--out', folder], {
    encoding: 'utf8',
  });
  report('scratch workspace: the packages pack', packed.status === 0, packed.stderr);
  if (packed.status !== 0) return undefined;
  const tarballs = packed.stdout.trim().split('\n');
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

/** Commands as a user types them, without what an outer Nx or npm says, and with an Nx cache of their own. */
function runnerIn(cwd, data) {
  const outer = Object.entries(process.env).filter(([name]) => !/^(NX_|AWS_|npm_|CAREPLANE_)/i.test(name));
  const git = ['AUTHOR', 'COMMITTER'].flatMap((who) => [
    [`GIT_${who}_NAME`, 'Careplane'],
    [`GIT_${who}_EMAIL`, 'careplane@example.com'],
  ]);
  const env = {
    ...Object.fromEntries([...outer, ...git]),
    ...{ CI: 'true', NO_COLOR: '1', NX_DAEMON: 'false' },
    ...{ NX_CACHE_DIRECTORY: join(data, 'cache'), NX_WORKSPACE_DATA_DIRECTORY: join(data, 'workspace-data') },
  };
  return (command, args) => spawnSync(command, args, { cwd, env, encoding: 'utf8', maxBuffer: 2 ** 26 });
}
