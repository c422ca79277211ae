import { isAbsolute } from 'node:path';
import type { Finding, ScannedArtifact } from '../finding';

/**
 * The path under which code hosts show a finding. They merge findings of one rule in one file, so the path of an image begins
 * with its service and ends with the package. A file of a folder keeps its path in the repository, so that the line can be shown.
 *
 * @returns a relative path with slashes, not encoded
 */
export function shownPath({ target, package: found }: Finding, { stream, scan }: ScannedArtifact): string {
  const root = scan.kind === 'folder' && !isAbsolute(scan.artifact) ? scan.artifact : stream.repository;
  const parts = [...segments(root), ...segments(found?.path ?? target)];
  const name = segments(found?.name ?? '').filter((part) => !parts.includes(part));
  return [...parts, ...name].join('/') || 'image';
}

/** Where a finding is, with what GitHub needs: a relative address and a line. */
export function sarifLocation(finding: Finding, subject: ScannedArtifact): object {
  const { package: found, location } = finding;
  const { startLine, endLine } = location ?? {};
  const line = startLine !== undefined && startLine > 0 ? startLine : 1;
  const logical = location?.resource ?? found?.purl ?? found?.name;
  return {
    physicalLocation: {
      artifactLocation: { uri: shownPath(finding, subject).split('/').map(encode).join('/') },
      region: { startLine: line, ...(endLine !== undefined && endLine >= line && { endLine }) },
    },
    ...(logical && { logicalLocations: [{ fullyQualifiedName: logical }] }),
  };
}

/** The names in a path, without those that mean this folder or the one above. */
function segments(path: string): string[] {
  return path.split(/[\\/]/).filter((part) => !['', '.', '..'].includes(part));
}

/** A path may hold half a character, which is none in an address. */
function encode(part: string): string {
  return encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\ufffd'));
}
