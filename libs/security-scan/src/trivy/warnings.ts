import { oneLine } from '@careplane/problems';

/** What Trivy says when it does not look something up, and what that means. Everything else that it warns of is shown. */
const NOT_EXAMINED: readonly (readonly [pattern: RegExp, meaning: string])[] = [
  [
    /Unsupported os\b/i,
    'the image was not examined: Trivy has no vulnerability data for its operating system. Build on a distribution that Trivy covers',
  ],
  [
    /not on the EOL list/i,
    'the image was not examined: Trivy does not know this release of its operating system, and looked up none of its packages. Build on a release that Trivy covers, or use a newer Trivy',
  ],
  [
    /No OS package is detected/i,
    'the image was not examined: the package database of its operating system is missing. Keep it in the image (/var/lib/dpkg, /lib/apk/db, /var/lib/rpm)',
  ],
  [
    /(supported for SBOM, not|not supported) for vulnerability scanning/i,
    'packages were not examined: Trivy has no vulnerability data for some kinds of packages. See its warnings',
  ],
  [
    /OS packages were skipped/i,
    'packages were not examined: Trivy skipped packages of another distribution than the image’s. See its warnings',
  ],
  [
    /Mixing Alpine versions is unsupported/i,
    'packages were not examined: the image mixes packages of several Alpine releases. Use packages of one release',
  ],
];

/** What a warning means was not examined; undefined for one that means nothing of the kind. */
export function notExaminedBy(line: string): string | undefined {
  return NOT_EXAMINED.find(([pattern]) => pattern.test(line))?.[1];
}

/** More are not kept; the log of the scan has all. */
const MAXIMUM = 200;
const MAXIMUM_LENGTH = 400;

/**
 * The warnings in Trivy's output: each once, without time and colours, in order. A warning that something was
 * not examined is kept whatever its number.
 */
export function warningsOf(lines: readonly string[]): string[] {
  const warned = new Set(
    lines.flatMap((line) => {
      const text = oneLine(line);
      const warning = /^(?:\S+\s+)?(?:WARN|ERROR)\s+(.*)$/.exec(text)?.[1];
      return warning === undefined ? [] : [warning.slice(0, MAXIMUM_LENGTH)];
    }),
  );
  return [...warned].filter((line, index) => index < MAXIMUM || notExaminedBy(line) !== undefined);
}
