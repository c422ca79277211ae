import type { Source } from './source';

/** What the deploy compares: the repository and the branch of the commit, and the addresses of approvers. */
export function approvalVariables(
  { origin, branch }: Pick<Source, 'origin' | 'branch'>,
  approvers: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    APPROVERS: Object.entries(approvers)
      .map(([name, address]) => `${name} ${address}`)
      .join(';'),
    SOURCE_REPOSITORY: origin.kind === 'codecommit' ? origin.repository : '',
    SOURCE_BRANCH: origin.kind === 'codecommit' ? branch : '',
  };
}
