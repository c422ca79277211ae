import type { YamlFile } from '@careplane/problems';
import type { FindingClass } from '../finding';
import type { IgnoredFinding } from './trivyignore';

/** The lists of the file, and the class of what they name. */
const LISTS: readonly (readonly [key: string, of: FindingClass])[] = [
  ['vulnerabilities', 'vulnerability'],
  ['misconfigurations', 'misconfiguration'],
  ['secrets', 'secret'],
  ['licenses', 'license'],
];

/**
 * Read a `.trivyignore.yaml`. A list that is missing is empty; an entry without an id is returned without one.
 *
 * @see https://trivy.dev/latest/docs/configuration/filtering/#trivyignoreyaml
 */
export function readTrivyignoreYaml(yaml: YamlFile): IgnoredFinding[] {
  const root = record(yaml.value);
  return LISTS.flatMap(([key, of]) => {
    const list = root[key];
    const entries: unknown[] = Array.isArray(list) ? list : [];
    return entries.map((entry, index): IgnoredFinding => {
      const { id, paths, purls, statement, expired_at: expires } = record(entry);
      return {
        id: typeof id === 'string' ? id : '',
        line: yaml.lineOf([key, index]),
        class: of,
        paths: texts(paths),
        purls: texts(purls),
        ...(typeof statement === 'string' && { statement }),
        ...(expires !== undefined && { expires: String(expires).slice(0, 10) }),
      };
    });
  });
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
