import { PackageURL } from 'packageurl-js';

/**
 * Qualifiers that tell two packages of one image apart. The others say where a package came from or what it was built
 * with (`distro`, `epoch`, `modularitylabel`, `checksum`), and change when nothing is a different package.
 */
const KEPT_QUALIFIERS: readonly string[] = ['arch', 'classifier', 'platform', 'type'];

/**
 * A package URL without version and without the qualifiers that change from build to build. The subpath stays: for
 * CocoaPods it names the part of a pod. What is no package URL comes back as it is, so that it is not lost.
 *
 * @see https://github.com/package-url/purl-spec
 */
export function stablePurl(purl: string): string {
  const before = known.get(purl);
  if (before !== undefined) return before;
  const stable = withoutWhatChanges(purl);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(purl, stable);
  // It is asked for again, when the finding gets its identity.
  known.set(stable, stable);
  return stable;
}

/** A package is asked for with each of its vulnerabilities, and parsing takes longer than all else about a finding. */
const known = new Map<string, string>();
const MAX_KNOWN = 10_000;

/** An operating system's package in the plainest spelling, which is most of what an image has: nothing to decode. */
const PLAIN_SYSTEM_PACKAGE =
  /^(pkg:(?:apk|deb|rpm)\/[a-z]+\/[a-z0-9.-]+)@[\w.~-]+\?arch=(\w+)(?:&(?:distro|epoch)=[\w.~-]+)*$/;

function withoutWhatChanges(purl: string): string {
  const plain = PLAIN_SYSTEM_PACKAGE.exec(purl);
  if (plain !== null) return `${plain[1]}?arch=${plain[2]}`;
  // Without these characters there is nothing to take away; most callers ask twice.
  if (!/[@?]/.test(purl)) return purl;
  try {
    const { type, namespace, name, version, qualifiers, subpath } = PackageURL.fromString(purl);
    const kept = Object.entries(qualifiers ?? {}).filter(([key]) => KEPT_QUALIFIERS.includes(key));
    const whole = new PackageURL(
      type,
      namespace,
      name,
      version,
      kept.length > 0 ? Object.fromEntries(kept) : undefined,
      subpath,
    ).toString();
    // Taken out of the text, because some types may not be without one: `swift`.
    return version ? whole.replace(/@[^@/?#]*(?=[?#]|$)/, '') : whole;
  } catch {
    return purl;
  }
}
