import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { siteBuild } from '../site-builds';
import { machineWith, runBuild } from '../testing/run-build';
import type { Machine, Ran } from '../testing/run-build';
import { removeOldReleases, uploadSite } from './deploy-site';
import { compareLockFiles } from './scan-site';

const COMMIT = 'c0ffee'.repeat(6) + 'c0ff';
const SETTINGS = {
  sourcePath: 'apps/portal',
  command: 'mkdir -p dist/assets && echo "$VITE_API" > dist/index.html && echo js > dist/assets/app.js',
  output: 'dist',
  node: 22,
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
  const steps = whole.steps.filter(({ name }) => /site|lock files/.test(name));
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

describe('code that is built, and the lock files that the gate reads', () => {
  const LOCKED = '{"packages":{"node_modules/express":{"version":"4.18.2"}}}';
  const HARMLESS = '{"packages":{}}';

  /** A site whose command does something more. @returns the result of the build, and what the image has as its lock file */
  function tampered(command: string, at = 'apps/portal') {
    const on = machine();
    writeFileSync(join(on.source, at, 'package-lock.json'), LOCKED);
    const built = build(on, { command: `${SETTINGS.command} && ${command}` });
    const packed = join(on.folder, 'work/content/source/package-lock.json');
    return { on, built, packed: () => readFileSync(packed, 'utf8') };
  }
  const replace = (file: string) => `printf '%s' '${HARMLESS}' > "${file}"`;

  it.each([
    ['in its folder', 'apps/portal', 'package-lock.json'],
    ['in a folder above', '.', '../../package-lock.json'],
  ])('a build that replaces the lock file %s fails, and says so', (_, at, file) => {
    const { built, on } = tampered(replace(file), at);
    expect(built.succeeded).toBe(false);
    expect(built.output).toContain('The build changed package-lock.json');
    expect(existsSync(join(on.source, 'careplane-image/image.tar'))).toBe(false);
  });

  it('a build that removes it fails, too', () => {
    expect(tampered('rm package-lock.json').built.succeeded).toBe(false);
  });

  it('one that puts another there for a while packs the one of the commit', () => {
    const { built, packed } = tampered(
      `cp package-lock.json /tmp/$$ && ${replace('package-lock.json')} && mv /tmp/$$ package-lock.json`,
    );
    expect([built.output, built.succeeded]).toEqual(['', true]);
    expect(packed()).toBe(LOCKED);
  });

  it('what the build writes beside the site is not packed', () => {
    const { built, on } = tampered(
      'mkdir -p dist && echo {} > dist/package-lock.json && mkdir other && echo {} > other/yarn.lock',
    );
    expect([built.output, built.succeeded]).toEqual(['', true]);
    expect(contentOf(on).filter((name) => name.startsWith('source'))).toEqual([
      'source/package-lock.json',
      'source/package.json',
    ]);
  });

  /** The scan of what a build has packed, with the commit itself beside it. */
  function scanned(on: Machine, committed: Readonly<Record<string, string>>): Ran {
    const commit = join(on.folder, 'commit');
    mkdirSync(join(commit, 'apps/portal'), { recursive: true });
    for (const [file, text] of Object.entries(committed)) writeFileSync(join(commit, file), text);
    const WORK = join(on.folder, 'work');
    return runBuild(
      on,
      { steps: [compareLockFiles], variables: {} },
      { WORK, COMMIT, SOURCE_PATH: 'apps/portal', CODEBUILD_SRC_DIR_source: commit },
    );
  }

  it('a build that replaces the copies as well packs what the scan refuses', () => {
    const { built, on, packed } = tampered(
      `${replace('package-lock.json')} && ${replace('$WORK/content/source/package-lock.json')}`,
    );
    expect([built.output, built.succeeded]).toEqual(['', true]);
    expect(packed()).toBe(HARMLESS);
    const scan = scanned(on, { 'apps/portal/package-lock.json': LOCKED });
    expect(scan.succeeded).toBe(false);
    expect(scan.output).toContain(`the lock files of the site are not those of commit ${COMMIT}`);
  });

  it('the scan goes on with the files of the commit, and where there are none', () => {
    expect(scanned(tampered('true').on, { 'apps/portal/package-lock.json': LOCKED })).toMatchObject({
      succeeded: true,
      output: '',
    });
    expect(scanned(tampered('true').on, {}).succeeded).toBe(true);
  });

  it('one that packs none is refused', () => {
    const { on } = tampered('true');
    rmSync(join(on.folder, 'work/content/source'), { recursive: true });
    expect(scanned(on, { 'apps/portal/package-lock.json': LOCKED }).succeeded).toBe(false);
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
