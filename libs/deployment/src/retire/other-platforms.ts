import { GetParametersByPathCommand } from '@aws-sdk/client-ssm';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { platformPath } from '@careplane/config';
import { atAws } from '../aws/aws-errors';

/** Names of other platforms that the account and region have something of, by their ledgers. */
export async function otherPlatforms(ssm: SSMClient, own: string): Promise<string[]> {
  const root = platformPath('', '').replace(/\/+$/, '/');
  const found = new Set<string>();
  let next: string | undefined;
  do {
    const page = await atAws('looking for other platforms', () =>
      ssm.send(new GetParametersByPathCommand({ Path: root, Recursive: true, MaxResults: 10, NextToken: next })),
    );
    for (const { Name = '' } of page.Parameters ?? []) {
      const [platform = '', part] = Name.slice(root.length).split('/');
      if (part === 'deployed' && platform !== own) found.add(platform);
    }
    next = page.NextToken;
  } while (next !== undefined);
  return [...found].sort();
}
