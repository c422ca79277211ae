/**
 * Name of the output of a service's stack with the request that starts a one-off task: `TaskImportCodes` for `import-codes`.
 * Hyphens are single and stand before a letter or a digit; two names give one output only if they differ in a hyphen before a digit.
 */
export function taskOutputName(task: string): string {
  return `Task-${task}`.replace(/-(.)/g, (_, first: string) => first.toUpperCase());
}
