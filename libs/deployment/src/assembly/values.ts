const LONGEST = 60;

/** A value of a template in a line: references by their names, long ones cut. */
export function short(value: unknown): string {
  const plain =
    typeof value === 'string' ? value : (JSON.stringify(value, (_, inner: unknown) => named(inner)) ?? 'nothing');
  const bare = plain.replace(/["{}]/g, '').replace(/\\/g, '');
  return bare.length > LONGEST ? `${bare.slice(0, LONGEST - 1)}…` : bare;
}

/** One value after another, where both fit in a line; undefined where they are structures. */
export function fromTo(before: unknown, after: unknown): string | undefined {
  const plain = [before, after].every(
    (value) => value === undefined || ['string', 'number', 'boolean'].includes(typeof value),
  );
  return plain
    ? `${before === undefined ? 'default' : short(before)} → ${after === undefined ? 'default' : short(after)}`
    : undefined;
}

function named(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const [[key, inner] = ['', undefined], ...more] = Object.entries(value);
  if (more.length > 0) return value;
  if (key === 'Ref') return `<${String(inner)}>`;
  if (key === 'Fn::GetAtt' && Array.isArray(inner)) return `<${inner.join('.')}>`;
  if (key === 'Fn::Join' && Array.isArray(inner)) {
    return (inner[1] as unknown[])
      .map((part) => (typeof part === 'string' ? part : String(named(part))))
      .join(String(inner[0]));
  }
  return value;
}
