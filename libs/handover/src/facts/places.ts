import { consoleHost } from '@careplane/aws-facts';

/** Console page of a log group. The console encodes names twice, with $ for %. */
export function logGroupUrl(region: string, name: string): string {
  const encoded = encodeURIComponent(encodeURIComponent(name)).replaceAll('%', '$');
  return `https://${consoleHost(region)}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${encoded}`;
}

/** Console page with the queues of a region. */
export function queueListUrl(region: string): string {
  return `https://${consoleHost(region)}/sqs/v3/home?region=${region}#/queues`;
}
