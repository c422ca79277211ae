import type { Path } from '../../problem';
import type { Complaint, PlatformRule } from '../rule';

/** Git refuses such a name or interprets it differently, so no push would ever start the pipeline. */
export const branchesHaveNamesOfGit: PlatformRule = ({ repository, environments }) => {
  const branches: [path: Path, branch: string | undefined][] = [
    [['repository', 'branch'], repository?.branch],
    ...Object.entries(environments).map(([name, { branch }]): [Path, string] => [
      ['environments', name, 'branch'],
      branch,
    ]),
  ];
  return branches.flatMap(([path, branch]) => {
    const fault = branch === undefined ? undefined : faultOfBranch(branch);
    return fault === undefined ? [] : [{ path, allowed: 'the name of a branch, as shown by `git branch`', ...fault }];
  });
};

/** https://git-scm.com/docs/git-check-ref-format; characters that are never allowed are refused by the schema. */
function faultOfBranch(branch: string): Pick<Complaint, 'message' | 'fix'> | undefined {
  const reference = /^refs\/(?:heads|tags|remotes)\/(.+)$/.exec(branch);
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
