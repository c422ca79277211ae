/** Name of the environment variable with the address of a queue: `QUEUE_LAB_RESULTS_URL` for `lab-results`. */
export function queueVariable(queue: string): string {
  return `QUEUE_${queue.toUpperCase().replaceAll('-', '_')}_URL`;
}
