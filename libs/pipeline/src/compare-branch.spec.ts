import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareBranch } from './steps/compare-branch';
import { machineWith, runBuild } from './testing/run-build';
import type { Build } from './buildspec';

/** The CLI answers from a repository of git. Ids come after the last option. */
const AWS = `case "$*" in
  *get-branch*) git -C "$REPOSITORY" rev-parse --verify --quiet "refs/heads/$BRANCH_ASKED" ;;
  *batch-get-commits*)
    test -z "$REFUSES" || { echo "AccessDeniedException" >&2; exit 254; }
    while test "$1" != --commit-ids; do shift; done
    shift
    for id; do git -C "$REPOSITORY" show -s --format=%P "$id" | tr ' ' '\\t'; done ;;
esac`;

const machine = machineWith({ aws: AWS });
const repository = join(machine.folder, 'repository');
const git = (...args: string[]): string =>
  execFileSync('git', ['-C', repository, '-c', 'user.name=Dora', '-c', 'user.email=dora@acme.example', ...args], {
    encoding: 'utf8',
  }).trim();
const commit = (message: string): string => {
  git('commit', '--quiet', '--allow-empty', '--message', message);
  return git('rev-parse', 'HEAD');
};
const ids: Record<string, string> = {};

beforeAll(() => {
  mkdirSync(repository);
  git('init', '--quiet', '--initial-branch', 'main');
  ids.first = commit('first');
  git('checkout', '--quiet', '-b', 'feature');
  ids.merged = commit('of a branch that is merged');
  git('checkout', '--quiet', 'main');
  ids.second = commit('second');
  git('merge', '--quiet', '--no-ff', '--message', 'merge', 'feature');
  ids.tip = commit('newest');
  git('checkout', '--quiet', '-b', 'draft');
  ids.draft = commit('of a branch without a review');
});

function compared(id: string, variables: Readonly<Record<string, string>> = {}) {
  const build: Build = {
    steps: compareBranch('codecommit'),
    variables: { APPROVAL: 'required', SOURCE_REPOSITORY: 'acme-platform', SOURCE_BRANCH: 'main' },
  };
  const given = { WORK: machine.folder, COMMIT: id, PIPELINE: 'acme-main', REPOSITORY: repository, REFUSES: '' };
  return runBuild(machine, build, { ...given, BRANCH_ASKED: 'main', ...variables });
}

it.each(['tip', 'merged', 'second', 'first'])('goes on with a commit of the branch: %s', (name) => {
  const ran = compared(ids[name] ?? '');
  expect([ran.succeeded, ran.output]).toEqual([true, '']);
});

it('asks no further than it needs', () => {
  expect(compared(ids['tip'] ?? '').calls).toHaveLength(1);
});

it.each<[what: string, id: () => string, variables: Readonly<Record<string, string>>]>([
  ['the commit is of another branch', () => ids['draft'] ?? '', {}],
  ['the commit is not there', () => 'f'.repeat(40), {}],
  ['the branch is not there', () => ids['tip'] ?? '', { BRANCH_ASKED: 'gone' }],
  ['CodeCommit does not answer', () => ids['first'] ?? '', { REFUSES: 'yes' }],
])('deploys nothing when %s', (_, id, variables) => {
  const ran = compared(id(), variables);
  expect([ran.succeeded, ran.output]).toEqual([
    false,
    expect.stringMatching(
      /was not found among the newest 2000 commits of the branch main of acme-platform, so nothing/,
    ),
  ]);
});

it('lets an environment without approval have any commit', () => {
  expect(compared(ids['draft'] ?? '', { APPROVAL: 'none' }).succeeded).toBe(true);
});

describe('a source on GitHub', () => {
  const asked = machineWith({ aws: 'test -z "$REFUSES" || exit 254; printf "$PUSHED\\n"' });
  const [first, second, draft] = ['1', '2', 'd'].map((digit) => digit.repeat(40));
  const run = (variables: Readonly<Record<string, string>>) => {
    const build: Build = { steps: compareBranch('github'), variables: { APPROVAL: 'required' } };
    const given = { WORK: asked.folder, PIPELINE: 'acme-api-production', PUSHED: `${first}\\t${second}`, REFUSES: '' };
    return runBuild(asked, build, { ...given, ...variables });
  };

  it.each([first, second])('goes on with a commit that a push has brought: %s', (id = '') => {
    const ran = run({ COMMIT: id });
    expect([ran.succeeded, ran.output]).toEqual([true, '']);
  });

  it.each<[what: string, variables: Readonly<Record<string, string>>]>([
    ['the commit came by hand alone', { COMMIT: draft ?? '' }],
    ['no push has started the pipeline', { COMMIT: first ?? '', PUSHED: '' }],
    ['CodePipeline does not answer', { COMMIT: first ?? '', REFUSES: 'yes' }],
  ])('deploys nothing when %s', (_, variables) => {
    const ran = run(variables);
    expect([ran.succeeded, ran.output]).toEqual([
      false,
      expect.stringContaining('merge the commit into the branch, which starts acme-api-production'),
    ]);
  });

  it('lets an environment without approval have any commit', () => {
    expect(run({ COMMIT: draft ?? '', APPROVAL: 'none' }).succeeded).toBe(true);
  });
});
