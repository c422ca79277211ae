import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import type { SecurityHub, StoredFinding } from './hub';

/** How long a call may take, in milliseconds: the option of the SDK's request handler. */
export interface HubTimeouts {
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
  readonly socketTimeout: number;
  readonly throwOnRequestTimeout: true;
}

/** As many as one page may hold. */
const PAGE_SIZE = 100;

/**
 * Security Hub itself. Credentials and endpoint come from where AWS's tools take them: environment, profile, the role of
 * the build; `AWS_ENDPOINT_URL`. The SDK's own retries are off: publishing counts and spaces its calls itself.
 */
export async function awsHub(region: string, timeouts: HubTimeouts): Promise<SecurityHub> {
  // Loaded for those who publish only: it is the larger part of the command line.
  const { BatchImportFindingsCommand, DescribeSecurityHubV2Command, GetFindingsCommand, SecurityHubClient } =
    await import('@aws-sdk/client-securityhub');
  const client = new SecurityHubClient({ region, maxAttempts: 1, requestHandler: { ...timeouts } });
  return {
    async import(findings) {
      const answer = await client.send(new BatchImportFindingsCommand({ Findings: findings as AwsSecurityFinding[] }));
      return {
        taken: answer.SuccessCount ?? 0,
        refused: (answer.FailedFindings ?? []).map(({ Id = '', ErrorCode = 'Unknown', ErrorMessage = '' }) => ({
          id: Id,
          code: ErrorCode,
          message: ErrorMessage,
        })),
      };
    },
    async list(idPrefix, page) {
      const answer = await client.send(
        new GetFindingsCommand({
          Filters: {
            Id: [{ Comparison: 'PREFIX', Value: idPrefix }],
            Region: [{ Comparison: 'EQUALS', Value: region }],
          },
          MaxResults: PAGE_SIZE,
          NextToken: page,
        }),
      );
      // The service has sent an empty token for the last page before.
      return { findings: (answer.Findings ?? []) as unknown as StoredFinding[], next: answer.NextToken || undefined };
    },
    async hasNewHub() {
      try {
        return (await client.send(new DescribeSecurityHubV2Command({}))).HubV2Arn !== undefined;
      } catch {
        // Not enabled either, or no permission to ask: the usual sentence holds.
        return false;
      }
    },
  };
}
