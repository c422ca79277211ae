import type { Source } from './source';

/** What the deploy compares: the repository of the commit, and the addresses of approvers. */
export function approvalVariables(
  { origin }: Pick<Source, 'origin'>,
  approvers: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    APPROVERS: Object.entries(approvers)
      .map(([name, address]) => `${name} ${address}`)
      .join(';'),
    SOURCE_REPOSITORY: origin.kind === 'codecommit' ? origin.repository : '',
  };
}
