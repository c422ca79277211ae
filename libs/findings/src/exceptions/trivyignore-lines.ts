import type { IgnoredFinding } from './trivyignore';

/**
 * Read a `.trivyignore`: one id a line, comments behind `#`, and the day after which an entry is ignored behind `exp:`.
 *
 * @see https://trivy.dev/latest/docs/configuration/filtering/#trivyignore
 */
export function readTrivyignoreLines(text: string): IgnoredFinding[] {
  return text.split(/\r?\n/).flatMap((line, index): IgnoredFinding[] => {
    const [id, ...rest] = line.replace(/#.*$/, '').trim().split(/\s+/);
    if (id === undefined || id === '') return [];
    const expires = rest.find((word) => word.startsWith('exp:'))?.slice('exp:'.length);
    return [{ id, line: index + 1, ...(expires !== undefined && { expires }) }];
  });
}
