import { partitionOf } from './regions';
import type { Partition } from './regions';

/** Consoles of the partitions that have one host for all regions. https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html */
const CONSOLES: Readonly<Partial<Record<Partition, string>>> = {
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-eusc': 'console.amazonaws-eusc.eu',
};

/** Host of the console that shows a region. */
export function consoleHost(region: string): string {
  return CONSOLES[partitionOf(region)] ?? `${region}.console.aws.amazon.com`;
}

/** Console page of a pipeline. */
export function pipelineUrl(region: string, name: string): string {
  return `https://${consoleHost(region)}/codesuite/codepipeline/pipelines/${encodeURIComponent(name)}/view?region=${region}`;
}
