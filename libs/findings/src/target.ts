/**
 * What was looked at, without what changes from build to build. Trivy calls the operating system's packages
 * `registry/medmo-api:3f2c1d (debian 12.5)`: tag and point release are new at every build, and so would the finding be.
 *
 * @param target as the scanner names it
 * @param artifact name of the image as the scanner was given it: with its tag, or an archive's path
 * @returns `debian` for the system's packages, `image` for the image itself; otherwise the path in the image, with
 *   slashes and without a leading `./`
 */
export function stableTarget(target: string, artifact: string): string {
  const system = systemOf(target, artifact);
  if (system !== undefined) return familyOf(system);
  if (target === artifact) return 'image';
  return target.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
}

/** The text in the brackets behind the image's name; versions may have brackets of their own: `amazon 2 (Karoo)`. */
function systemOf(target: string, artifact: string): string | undefined {
  if (!target.endsWith(')')) return undefined;
  if (artifact !== '' && target.startsWith(`${artifact} (`)) return target.slice(artifact.length + 2, -1);
  const opens = target.indexOf(' (');
  return opens > 0 && IMAGE_NAME.test(target.slice(0, opens)) ? target.slice(opens + 2, -1) : undefined;
}

/** A name with a tag or digest, or an archive: not the text before brackets in a path inside an image. */
const IMAGE_NAME = /(?::[\w][\w.-]{0,127}|@sha256:[0-9a-f]{64}|\.tar(?:\.gz)?)$/;

/** `debian 12.5`, `debian bookworm/sid`: the name ends where a version or code name begins. */
function familyOf(system: string): string {
  const words = system.trim().split(/\s+/);
  const version = words.findIndex((word) => /[\d/(]/.test(word));
  return (version < 0 ? words : words.slice(0, version)).join(' ').toLowerCase() || 'system';
}
