import { at, listOf, resourcesOf } from '../rules/template-values';
import type { EvidenceStack } from './input';

/** Where a pipeline puts what it did, under Object Lock. */
export interface PipelineRecord {
  readonly build: string;
  /** Prefix in the evidence bucket; a folder for each commit and run is below it. */
  readonly prefix: string;
}

/** Rules whose proof continues in the records of pipelines. */
export const RECORDED_RULES: readonly string[] = [
  'ChangeIsJudged',
  'ChangeIsApproved',
  'ImageIsScanned',
  'ImageIsPinned',
  'RecordIsLocked',
];

/** The builds of all pipelines that keep records. */
export function pipelineRecords(stacks: readonly EvidenceStack[]): PipelineRecord[] {
  return stacks.flatMap(({ template }) =>
    resourcesOf(template, 'AWS::CodeBuild::Project').flatMap(({ properties }) => {
      const variables = listOf(at(properties, 'Environment', 'EnvironmentVariables'));
      const prefix = variables.find((variable) => at(variable, 'Name') === 'EVIDENCE_PREFIX');
      return prefix === undefined ? [] : [{ build: String(properties['Name']), prefix: String(at(prefix, 'Value')) }];
    }),
  );
}
