// What Security Hub and the evidence bucket have after a build.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from './stage';

/** A finding as Security Hub stores it. */
export interface Finding {
  readonly Id: string;
  readonly GeneratorId: string;
  readonly CreatedAt: string;
  readonly UpdatedAt: string;
  readonly RecordState: string;
  readonly FindingProviderFields?: { readonly Severity: { readonly Label: string } };
  readonly ProductFields?: Readonly<Record<string, string>>;
  readonly Resources?: readonly {
    readonly Details: { readonly AwsEcrContainerImage: { readonly ImageDigest: string } };
  }[];
}

/** All findings that Security Hub has, by rule. @param prefix of the ids of the findings; by default all */
export function findingsOf(stage: Stage, prefix = ''): Record<string, Finding> {
  const { Findings } = stage.aws<{ Findings: Finding[] }>('securityhub', 'get-findings');
  const wanted = Findings.filter(({ Id }) => Id.startsWith(prefix));
  return Object.fromEntries(wanted.map((finding) => [finding.GeneratorId.split('/').at(-1) ?? '', finding]));
}

/** Keys in the evidence bucket. */
export function evidenceOf(stage: Stage): string[] {
  const { Contents = [] } = stage.aws<{ Contents?: { Key: string }[] }>(
    ...['s3api', 'list-objects-v2', '--bucket', stage.account.evidence],
  );
  return Contents.map(({ Key }) => Key);
}

/** What an object of the evidence bucket holds. */
export function readEvidence(stage: Stage, key: string): Buffer {
  const file = join(stage.scratch, 'object');
  stage.aws('s3api', 'get-object', '--bucket', stage.account.evidence, '--key', key, file);
  return readFileSync(file);
}
