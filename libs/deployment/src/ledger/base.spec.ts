import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith } from '@careplane/platform/testing';
import { baseOf, historyOf } from './base';
import type { History } from './base';
import type { LedgerRecord } from './ledger';
import { sourcesOf } from './revision';

const EMPTY = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

function record(revision: string, more: Partial<LedgerRecord> = {}): LedgerRecord {
  return { version: 1, revision, dirty: false, account: '', digest: '', inputs: '', at: '', by: '', ...more };
}

describe('baseOf', () => {
  // A history in a line: c0 is the first, c9 is checked out.
  const line: History = {
    isAncestor: (revision) => /^c\d$/.test(revision),
    commonAncestor: (revisions) => [...revisions].sort()[0],
    // Each commit changes a file of its own.
    changedSince: (revision) => ['c4', 'c5', 'c6', 'c7', 'c8', 'c9'].filter((each) => each > revision),
    shallow: false,
    emptyTree: EMPTY,
  };
  const unitEnvironments = ['medmo', 'medmo-api', 'medmo-admin'].map((unit) => ({ unit, environment: 'staging' }));
  const ledger = (...revisions: (string | LedgerRecord | undefined)[]) =>
    new Map(
      revisions.flatMap((given, at) =>
        given === undefined
          ? []
          : [[`${unitEnvironments[at]?.unit}/staging`, typeof given === 'string' ? record(given) : given] as const],
      ),
    );

  it('is the oldest of what is deployed: a unit that failed comes round again', () => {
    expect(baseOf(unitEnvironments, ledger('c7', 'c3', 'c8'), line)).toEqual({
      revision: 'c3',
      everything: false,
      why: ['c3 is the deployed revision of medmo-api/staging.'],
    });
  });

  it('is a commit before all of them where histories have parted', () => {
    const parted = { ...line, commonAncestor: () => 'c1' };
    expect(baseOf(unitEnvironments, ledger('c7', 'c3', 'c8'), parted)).toMatchObject({
      revision: 'c1',
      why: ['c1 is an ancestor of all deployed revisions.'],
    });
  });

  it.each<[string, (string | LedgerRecord | undefined)[], string]>([
    ['was never deployed', ['c7', undefined, 'c8'], 'medmo-api/staging has no record in the ledger.'],
    [
      'is of another history',
      ['c7', 'gone', 'c8'],
      'medmo-api/staging was deployed from gone, which is not in the history of the current commit.',
    ],
    [
      'had files that no commit has',
      ['c7', record('c3', { dirty: true }), 'c8'],
      'medmo-api/staging was deployed from c3 with uncommitted files.',
    ],
    ['is of no commit', ['c7', record(''), 'c8'], 'medmo-api/staging was not deployed from a commit.'],
  ])('is everything when one %s, and says so', (_, revisions, why) => {
    const base = baseOf(unitEnvironments, ledger(...revisions), line);
    expect(base).toMatchObject({ revision: EMPTY, everything: true });
    expect(base.why).toEqual([why, 'All units count as affected; the deploy skips those that are already deployed.']);
  });

  it('is everything when something that was deployed has been taken back: compared with the oldest, it never changed', () => {
    const reverted = (revision: string) => (revision === 'c3' ? ['c4'] : ['c5', 'c6']);
    const { revision, why } = baseOf(unitEnvironments, ledger('c7', 'c3', 'c7'), { ...line, changedSince: reverted });
    expect(revision).toBe(EMPTY);
    expect(why[0]).toBe(
      'Files differ from the deployed revision c7, but not from c3, the oldest deployed one: c5 and 1 more. A comparison with that base would miss them.',
    );
  });

  it('says how to get the history where a shallow clone lacks it', () => {
    const { why } = baseOf(unitEnvironments, ledger('c7', 'gone', 'c8'), { ...line, shallow: true });
    expect(why).toContain('This clone is shallow and lacks older commits. To fetch them: git fetch --unshallow');
  });
});

describe('a real repository', () => {
  const run = (folder: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync('git', ['-C', folder, ...args], {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        HOME: '/nowhere',
        GIT_AUTHOR_NAME: 'a',
        GIT_AUTHOR_EMAIL: 'a@b',
        GIT_COMMITTER_NAME: 'a',
        GIT_COMMITTER_EMAIL: 'a@b',
      },
    });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  };
  const commit = (folder: string, text: string) => {
    writeFileSync(join(folder, 'file'), text);
    run(folder, 'add', '.');
    run(folder, 'commit', '-qm', text);
    return run(folder, 'rev-parse', 'HEAD');
  };

  it('is asked for ancestors, also with a detached head', () => {
    const folder = folderWith();
    run(folder, 'init', '-q', '-b', 'main');
    const [first, second, third] = ['1', '2', '3'].map((text) => commit(folder, text)) as [string, string, string];
    run(folder, 'checkout', '-q', second);
    const history = historyOf(folder);
    expect(history).toMatchObject({ shallow: false, emptyTree: EMPTY });
    expect(
      [first, second, third, 'HEAD', '-h', 'f'.repeat(40)].map((revision) => history?.isAncestor(revision)),
    ).toEqual([true, true, false, false, false, false]);
    expect(history?.commonAncestor([first, second])).toBe(first);
  });

  it('that git refuses to read is a failure with its reason, and not a folder without commits', () => {
    const folder = folderWith();
    run(folder, 'init', '-q', '-b', 'main');
    commit(folder, '1');
    writeFileSync(join(folder, '.git/config'), '[core');
    const refused = /^git does not read the repository of .*: bad config line \d.* run: git -C .* status$/;
    expect(() => historyOf(folder)).toThrow(refused);
    expect(() => sourcesOf(folder)).toThrow(refused);
    expect(historyOf(folderWith())).toBeUndefined();
  });

  it('is asked once for each revision: hundreds of units have the same one', () => {
    const folder = folderWith();
    run(folder, 'init', '-q', '-b', 'main');
    const revision = commit(folder, '1');
    const history = historyOf(folder);
    expect(history?.isAncestor(revision)).toBe(true);
    rmSync(join(folder, '.git'), { recursive: true });
    expect(history?.isAncestor(revision)).toBe(true);
  });

  it('is asked what has changed: nothing since a commit whose files are back', () => {
    const folder = folderWith({ 'apps/medmo/platform.yaml': '' });
    run(folder, 'init', '-q', '-b', 'main');
    const [first, second] = ['1', '2', '1'].map((text) => commit(folder, text)) as [string, string];
    const history = historyOf(join(folder, 'apps/medmo'));
    expect([history?.changedSince(first), history?.changedSince(second)]).toEqual([[], ['file']]);
  });

  it('knows that a clone is shallow, and then misses what is not in it', () => {
    const folder = folderWith();
    run(folder, 'init', '-q', '-b', 'main');
    const [first, second] = ['1', '2'].map((text) => commit(folder, text)) as [string, string];
    const clone = join(folderWith(), 'clone');
    run(folder, 'clone', '-q', '--depth', '1', `file://${folder}`, clone);
    const history = historyOf(clone);
    expect([history?.shallow, history?.isAncestor(second), history?.isAncestor(first)]).toEqual([true, true, false]);
  });

  it('is none without a commit', () => {
    const folder = folderWith();
    expect(historyOf(folder)).toBeUndefined();
    run(folder, 'init', '-q');
    expect(historyOf(folder)).toBeUndefined();
  });

  it('says which files differ: tracked ones anywhere, new ones below the platform', () => {
    const folder = folderWith({ 'apps/medmo/platform.yaml': '', 'libs/x.ts': '', '.gitignore': 'dist\n' });
    run(folder, 'init', '-q', '-b', 'main');
    const revision = commit(folder, '1');
    const platform = join(folder, 'apps/medmo');
    expect(sourcesOf(platform)).toEqual({ revision, changed: [] });
    for (const file of ['libs/x.ts', 'libs/new.ts', 'apps/medmo/new.yaml'])
      writeFileSync(join(folder, file), 'changed');
    expect(sourcesOf(platform).changed).toEqual(['libs/x.ts', 'new.yaml']);
  });

  it('takes the commit that a pipeline names where there is no history', () => {
    const folder = folderWith();
    process.env['CODEBUILD_RESOLVED_SOURCE_VERSION'] = 'c'.repeat(40);
    expect(sourcesOf(folder)).toEqual({ revision: 'c'.repeat(40), changed: [] });
    process.env['CODEBUILD_RESOLVED_SOURCE_VERSION'] = 'arn:aws:s3:::bucket/source.zip';
    expect(sourcesOf(folder)).toEqual({ revision: '', changed: [] });
    delete process.env['CODEBUILD_RESOLVED_SOURCE_VERSION'];
  });
});
