// The Dockerfiles that the generator writes, built by `nx image`, scanned by `nx scan`, looked at, and run as ECS would.
import { join } from 'node:path';
import { missing, report, suite } from '../harness';
import { run } from '../machine';
import { provide } from '../images/bases';
import { excepted, passes } from '../images/cases/excepted';
import { FRAMEWORKS, looksRight } from '../images/cases/looks-right';
import { runs } from '../images/cases/runs';
import type { Stage } from '../images/stage';
import { basesIn, openStore } from '../images/store';
import { newWorkspace, packAll } from '../parts/workspace';
import { writeDatabase, writeJavaDatabase } from '../scan/database';
import { debianPackage, getScanner } from '../scan/parts';

const NAMES = Object.keys(FRAMEWORKS);

suite('generated-images', {
  setUp: open,
  tests: {
    ...Object.fromEntries(
      NAMES.map((name) => [
        name,
        async (stage: Stage) => {
          const image = looksRight(stage, name);
          if (image === undefined) return;
          await runs(stage, name, image);
          if (name !== 'express') passes(stage, name);
        },
      ]),
    ),
    'a finding that service.yaml excepts': (stage) => excepted(stage, 'express'),
  },
});

async function open(scratch: string): Promise<Stage | undefined> {
  const scanner = getScanner();
  const buildah = debianPackage('buildah');
  if (!canContain() || scanner === undefined || buildah === undefined) return undefined;

  const { status, stderr, tarballs } = packAll(join(scratch, 'tarballs'));
  if (!report('images: the packages pack', status === 0, stderr)) return undefined;
  const store = openStore(join(scratch, 'store'));
  const cache = join(scratch, 'trivy');
  writeDatabase({ trivyDb: scanner.trivyDb, folder: join(cache, 'db') });
  writeJavaDatabase(join(cache, 'java-db'));
  const env = { ...store.env, TRIVY_BIN: scanner.trivy, TRIVY_CACHE_DIR: cache };
  // On a machine with a docker daemon that would be asked first, and know nothing of the store.
  const settings = { targetDefaults: { '@careplane/nx:image': { options: { tool: 'buildah' } } } };
  const { workspace, at, installed } = newWorkspace(scratch, tarballs, { env, settings });
  if (!report('images: the tarballs install', installed.status === 0, installed.stderr)) return undefined;

  const stage: Stage = { scratch, store, workspace, at, nx: (...args) => at('npx', ['nx', ...args]) };
  if (!generated(stage)) return undefined;
  const names = NAMES.flatMap((name) => basesIn(join(workspace, 'apps/acme', name, 'Dockerfile')));
  const bases = await provide(store, [...new Set(names)], scratch);
  if (bases === undefined) return undefined;
  for (const [name, what] of Object.entries(bases)) console.log(`     ${name} is ${what}`);
  return stage;
}

/** A platform with a service of each framework, made under a umask that hides files from others, as some have it. */
function generated({ at, nx }: Stage): boolean {
  const made = [nx('g', '@careplane/nx:platform', 'acme', '--no-interactive')];
  for (const name of NAMES) {
    const args = [name, '--platform', 'acme', '--from', name, '--no-interactive'];
    const words = ['nx', 'g', '@careplane/nx:app-pipeline', ...args];
    made.push(at('sh', ['-c', 'umask 077 && exec npx "$@"', 'sh', ...words]));
  }
  made.push(nx('run-many', '-t', 'synth'));
  return report(
    'images: a service of each framework is made and synthesized',
    made.every(({ status }) => status === 0),
    made.map(({ stdout, stderr }) => stdout + stderr).join('\n'),
  );
}

/** Whether this machine can run a container without an engine. */
function canContain(): boolean {
  const namespaces = ['--mount', '--pid', '--net', '--ipc', '--uts', '--fork'];
  const tried = run('unshare', [...namespaces, 'sh', '-c', 'busybox ifconfig lo up && setpriv --no-new-privs true']);
  if (process.getuid?.() === 0 && tried.status === 0) return true;
  missing('root on Linux with namespaces, util-linux and busybox: images are run there as ECS would run them');
  return false;
}
