import type { Range } from '../estimate-types';

/** Usage key of an ECS service: the average of its running tasks in a month. */
const RUNNING_TASKS = 'runningTasks';

/** The usage file that `estimate --usage` reads, with where it comes from as comments. */
export function usageYaml(address: string, tasks: Range, comments: readonly string[]): string {
  return [
    ...comments.map((comment) => `# ${comment.replace(/\s+/g, ' ')}`),
    'usage:',
    `  ${JSON.stringify(address)}:`,
    `    ${RUNNING_TASKS}:`,
    `      low: ${tasks.low.toString()}`,
    `      expected: ${tasks.expected.toString()}`,
    `      high: ${tasks.high.toString()}`,
    '',
  ].join('\n');
}
