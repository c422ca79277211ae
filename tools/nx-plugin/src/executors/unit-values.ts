import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readYaml } from '@careplane/problems';

/**
 * The values of platform.yaml or a service.yaml, unchecked: `synth` reports invalid values.
 *
 * @param file from `root`
 * @throws Error with the first problem in words, when the file is not valid YAML
 */
export function unitValues(root: string, file: string): Readonly<Record<string, unknown>> {
  const read = readYaml(file, readFileSync(join(root, file), 'utf8'), { numbersAsWritten: true });
  if (read.ok) return recordOf(read.yaml.value);
  const [{ line = 1, message = '', fix = '' } = {}] = read.problems;
  throw new Error(`${file}:${line} ${message}. To fix it: ${fix}.`);
}

/** A map of a YAML file; an empty one in place of anything else. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
