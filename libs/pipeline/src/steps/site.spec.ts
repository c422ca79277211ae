import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { siteBuild } from '../site-builds';
import { machineWith, runBuild } from '../testing/run-build';
import type { Machine, Ran } from '../testing/run-build';
import { removeOldReleases, uploadSite } from './deploy-site';

const COMMIT = 'c0ffee'.repeat(6) + 'c0ff';
const SETTINGS = {
  sourcePath: 'apps/portal',
  command: 'mkdir -p dist/assets && echo "$VITE_API" > dist/index.html && echo js > dist/assets/app.js',
  output: 'dist',
  node: 22,
  exceptions: '',
  buildName: 'localhost/acme-portal:build',
};

/** crane that makes the layer itself the image. */
const CRANE =
  'while test "$#" -gt 0; do case "$1" in --new_layer) IN="$2" ;; --output) OUT="$2" ;; esac; shift; done; cp "$IN" "$OUT"';

function machine(): Machine {
  const made = machineWith({ crane: CRANE, mktemp: `mkdir -p "$TMP_HOME/$$" && echo "$TMP_HOME/$$"` });
  const portal = join(made.source, 'apps/portal');
  mkdirSync(join(portal, 'node_modules/left-pad'), { recursive: true });
  writeFileSync(join(portal, 'node_modules/left-pad/package.json'), '{}');
  writeFileSync(join(portal, 'package.json'), '{"name":"portal"}');
  return made;
}

function build(on: Machine, more: Partial<typeof SETTINGS> = {}): Ran {
  const whole = siteBuild({ ...SETTINGS, ...more });
  const steps = whole.steps.filter(({ name }) => /site|exceptions/.test(name));
  const work = join(on.folder, 'work');
  mkdirSync(work, { recursive: true });
  return runBuild(on, { ...whole, steps }, { COMMIT, WORK: work, VITE_API: 'https://acme.example' });
}

const contentOf = (on: Machine) => {
  const list = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? list(join(folder, entry.name)).map((name) => `${entry.name}/${name}`) : [entry.name],
    );
  return list(join(on.folder, 'work/content')).sort();
};

describe('the build of a site', () => {
  it('packs the site and its lock files, and no packages', () => {
    const on = machine();
    writeFileSync(join(on.source, 'apps/portal/package-lock.json'), '{}');
    const { succeeded, output } = build(on);
    expect(output).toBe('');
    expect(succeeded).toBe(true);
    expect(contentOf(on)).toEqual([
      'site/assets/app.js',
      'site/index.html',
      'source/package-lock.json',
      'source/package.json',
    ]);
    expect(readFileSync(join(on.folder, 'work/content/site/index.html'), 'utf8')).toBe('https://acme.example\n');
    expect(existsSync(join(on.source, 'careplane-image/image.tar'))).toBe(true);
  });

  it('takes the lock file of the repository where the folder has none', () => {
    const on = machine();
    writeFileSync(join(on.source, 'pnpm-lock.yaml'), '');
    mkdirSync(join(on.source, 'other'));
    writeFileSync(join(on.source, 'other/package-lock.json'), '{}');
    expect(build(on).succeeded).toBe(true);
    expect(contentOf(on).filter((name) => name.startsWith('source'))).toEqual(['source/pnpm-lock.yaml']);
  });

  it('gives the same bytes for the same files', () => {
    const layer = () => {
      const on = machine();
      writeFileSync(join(on.source, 'apps/portal/package-lock.json'), '{}');
      build(on);
      return readFileSync(join(on.source, 'careplane-image/image.tar')).toString('base64');
    };
    expect(layer() === layer()).toBe(true);
  });

  it.each([
    ['a command that fails', { command: 'false' }, ''],
    ['another folder', { output: 'build' }, 'The build wrote no build/index.html. Name the folder of the site'],
    [
      'a link',
      { command: `${SETTINGS.command} && ln -s /etc/passwd dist/passwd` },
      'dist has links or other things that are no files',
    ],
  ])('%s fails the build', (_, more, says) => {
    const on = machine();
    const { succeeded, output } = build(on, more);
    expect(succeeded).toBe(false);
    expect(output).toContain(says);
    expect(existsSync(join(on.source, 'careplane-image/image.tar'))).toBe(false);
  });
});

describe('the release of a site', () => {
  const HEX = (digit: string) => digit.repeat(64);

  function release(history: readonly string[], variables: Readonly<Record<string, string>> = {}): Ran {
    const on = machineWith({
      aws: 'case "$*" in *list-objects-v2*ends_with*) cat "$WORK/found" ;; *list-objects-v2*) cat "$WORK/history" ;; esac',
    });
    const work = join(on.folder, 'work');
    mkdirSync(join(work, 'content/site'), { recursive: true });
    const found = history.find((key) => key.endsWith(`_${HEX('a')}`));
    writeFileSync(join(work, 'found'), `${found ?? 'None'}\n`);
    writeFileSync(join(work, 'history'), `${history.join('\t')}\n`);
    return runBuild(
      on,
      { steps: [uploadSite, removeOldReleases], variables: {} },
      {
        ...{ WORK: work, COMMIT, DIGEST: `sha256:${HEX('a')}`, SITE_BUCKET: 'bucket', TARGET_REGION: 'us-east-1' },
        ...{ IMMUTABLE: 'assets/*,fonts/*.woff2', KEEP_RELEASES: '2', ...variables },
      },
    );
  }
  const shown = ({ calls }: Ran) =>
    calls
      .map((call) => call.replace('aws --profile careplane-deploy --region us-east-1 ', ''))
      .filter((call) => !call.startsWith('s3api list'))
      .map((call) => call.replace(/--only-show-errors --no-follow-symlinks --checksum-algorithm SHA256 \S+/, '…'));

  it('uploads the files that may change and those that do not, by the digest, and notes it', () => {
    const ran = release([]);
    expect(ran.succeeded).toBe(true);
    expect(shown(ran)).toEqual([
      `s3 cp --recursive … s3://bucket/releases/${HEX('a')} --cache-control no-cache --exclude assets/* --exclude fonts/*.woff2`,
      `s3 cp --recursive … s3://bucket/releases/${HEX('a')} --cache-control public, max-age=31536000, immutable --exclude * --include assets/* --include fonts/*.woff2`,
      expect.stringMatching(
        new RegExp(
          `^s3api put-object --bucket bucket --key history/\\d{8}T\\d{6}Z_${COMMIT}_${HEX('a')} --output text$`,
        ),
      ),
    ]);
  });

  it('uploads once where no file is immutable, and nothing that is there', () => {
    expect(shown(release([], { IMMUTABLE: '' }))).toHaveLength(2);
    expect(shown(release([`history/20260101T000000Z_${COMMIT}_${HEX('a')}`]))).toHaveLength(1);
  });

  it('removes what was deployed before the newest two, each once', () => {
    const at = (month: string, digit: string) => `history/2026${month}01T000000Z_${COMMIT}_${HEX(digit)}`;
    const ran = release([at('01', 'b'), at('02', 'c'), at('03', 'd'), at('04', 'b'), at('05', 'e')]);
    expect(shown(ran).filter((call) => call.startsWith('s3 rm'))).toEqual([
      `s3 rm --recursive --only-show-errors s3://bucket/history/ --exclude * --include *_${HEX('d')}`,
      `s3 rm --recursive --only-show-errors s3://bucket/releases/${HEX('d')}/`,
      `s3 rm --recursive --only-show-errors s3://bucket/history/ --exclude * --include *_${HEX('c')}`,
      `s3 rm --recursive --only-show-errors s3://bucket/releases/${HEX('c')}/`,
    ]);
  });
});
