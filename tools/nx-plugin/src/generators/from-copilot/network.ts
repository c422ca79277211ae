/** Range of a VPC that Copilot makes where the manifest says nothing. https://aws.github.io/copilot-cli/docs/manifest/environment/ */
const COPILOT_DEFAULT = '10.0.0.0/16';

/** Range of a platform that says nothing. */
const OWN_DEFAULT = '10.20.0.0/16';

/**
 * A range for the new VPC beside those of the old ones: two VPCs with ranges that overlap cannot be peered, and they are peered while
 * the data moves.
 *
 * @param old ranges that the manifests name
 * @returns what platform.yaml says under `network`
 */
export function networkBeside(old: readonly string[]): { readonly cidr?: string; readonly reserved: string[] } {
  const taken = [...new Set(old.length === 0 ? [COPILOT_DEFAULT] : old)];
  const free = [OWN_DEFAULT, ...Array.from({ length: 200 }, (_, index) => `10.${30 + index}.0.0/16`)].find((range) =>
    taken.every((other) => !overlaps(range, other)),
  );
  return { ...(free === undefined || free === OWN_DEFAULT ? {} : { cidr: free }), reserved: taken };
}

function overlaps(one: string, other: string): boolean {
  const [[from, to], [otherFrom, otherTo]] = [bounds(one), bounds(other)];
  return from <= otherTo && otherFrom <= to;
}

/** First and last address as numbers. */
function bounds(range: string): [number, number] {
  const [address = '', prefix = '32'] = range.split('/');
  const size = 2 ** (32 - Number(prefix));
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = Math.floor(number / size) * size;
  return [first, first + size - 1];
}
