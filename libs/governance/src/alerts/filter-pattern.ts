/**
 * Conditions of JSON filter patterns of CloudWatch Logs.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */

/** Longest pattern that PutMetricFilter accepts. */
export const LONGEST_PATTERN = 1024;

/** Events with one of these names, of any service. */
export function named(names: readonly string[]): string {
  return names.map((name) => `($.eventName = "${name}")`).join(' || ');
}

/** Calls of a service. @param service as in its event source, such as `iam` */
export function calls(service: string, names: readonly string[]): string {
  const events = names.length === 1 ? named(names) : `(${named(names)})`;
  return `($.eventSource = "${service}.amazonaws.com") && ${events}`;
}

/** One of several conditions. */
export function any(...conditions: readonly string[]): string {
  return conditions.map((condition) => `(${condition})`).join(' || ');
}

/**
 * A whole pattern.
 *
 * @throws Error when it is longer than CloudWatch Logs accepts
 */
export function patternOf(condition: string): string {
  const pattern = `{ ${condition} }`;
  if (pattern.length <= LONGEST_PATTERN) return pattern;
  throw new Error(`a filter pattern has ${pattern.length} characters; the most are ${LONGEST_PATTERN}: ${pattern}`);
}
