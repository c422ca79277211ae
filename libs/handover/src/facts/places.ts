import { partitionOf } from '@careplane/aws-facts';
import type { Partition } from '@careplane/aws-facts';

/** Consoles of the partitions that have one host for all regions. https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html */
const CONSOLES: Readonly<Partial<Record<Partition, string>>> = {
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-eusc': 'console.amazonaws-eusc.eu',
};

function consoleOf(region: string): string {
  return CONSOLES[partitionOf(region)] ?? `${region}.console.aws.amazon.com`;
}

/** Console page of a log group. The console encodes names twice, with $ for %. */
export function logGroupUrl(region: string, name: string): string {
  const encoded = encodeURIComponent(encodeURIComponent(name)).replaceAll('%', '$');
  return `https://${consoleOf(region)}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${encoded}`;
}

/** Console page of a pipeline. */
export function pipelineUrl(region: string, name: string): string {
  return `https://${consoleOf(region)}/codesuite/codepipeline/pipelines/${encodeURIComponent(name)}/view?region=${region}`;
}

/** Console page with the queues of a region. */
export function queueListUrl(region: string): string {
  return `https://${consoleOf(region)}/sqs/v3/home?region=${region}#/queues`;
}
