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
  // Without these characters there is nothing to take away; most callers ask twice.
  if (!/[@?]/.test(purl)) return purl;
  let parsed: PackageURL;
  try {
    parsed = PackageURL.fromString(purl);
  } catch {
    return purl;
  }
  const kept = Object.entries(parsed.qualifiers ?? {}).filter(([key]) => KEPT_QUALIFIERS.includes(key));
  const qualifiers = kept.length > 0 ? Object.fromEntries(kept) : undefined;
  return new PackageURL(parsed.type, parsed.namespace, parsed.name, undefined, qualifiers, parsed.subpath).toString();
}
