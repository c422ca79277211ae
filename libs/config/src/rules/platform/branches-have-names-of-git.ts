import type { Path } from '@careplane/problems';
import type { RuleProblem, PlatformRule } from '../rule';

/** Git refuses such a name or interprets it differently, so no push would ever start the pipeline. */
export const branchesHaveNamesOfGit: PlatformRule = ({ repository, environments, handover }) => {
  const branches: [path: Path, branch: string | undefined][] = [
    [['repository', 'branch'], repository?.branch],
    ...Object.entries(environments).map(([name, { branch }]): [Path, string] => [
      ['environments', name, 'branch'],
      branch,
    ]),
    [['handover', 'developmentBranch'], handover.developmentBranch],
    ...(['featureBranches', 'hotfixBranches'] as const).map((key): [Path, string] => [
      ['handover', key],
      handover[key],
    ]),
  ];
  return branches.flatMap(([path, branch]) => {
    // What stands before an asterisk at the end is the beginning of a name.
    const fault = branch === undefined ? undefined : faultOfBranch(branch, branch.replace(/\*$/, 'x'));
    return fault === undefined ? [] : [{ path, allowed: 'the name of a branch, as shown by `git branch`', ...fault }];
  });
};

/** https://git-scm.com/docs/git-check-ref-format; characters that are never allowed are refused by the schema. */
function faultOfBranch(written: string, branch: string): Pick<RuleProblem, 'message' | 'fix'> | undefined {
  const reference = /^refs\/(?:heads|tags|remotes)\/(.+)$/.exec(written);
  if (reference !== null || branch.startsWith('refs/')) {
    return {
      message: 'is a full reference, not a branch',
      fix: `write the branch: ${reference?.[1] ?? 'such as main'}`,
    };
  }
  if (branch === 'HEAD')
    return { message: 'is not a branch: HEAD is the checked-out commit of a clone', fix: 'name the branch' };
  const parts = branch.split('/');
  const forbidden = [
    [branch.includes('..'), 'two dots in a row'],
    [parts.some((part) => part === ''), 'a slash at the end, or two in a row'],
    [parts.some((part) => part.startsWith('.')), 'a part that begins with a dot'],
    [parts.some((part) => part.endsWith('.lock')), 'a part that ends in .lock'],
    [branch.endsWith('.'), 'a dot at the end'],
  ] as const;
  const found = forbidden.find(([is]) => is)?.[1];
  return found === undefined
    ? undefined
    : {
        message: `cannot be the name of a branch: git does not allow ${found}`,
        fix: 'write the name of the branch as in git',
      };
}
