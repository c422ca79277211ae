/** Parts of an instance class such as `db.t4g.medium`. */
export interface DbClass {
  readonly family: string;
  readonly size: string;
  readonly vcpus: number;
}

/** Families whose small sizes have one virtual CPU. */
const SINGLE_VCPU: ReadonlySet<string> = new Set(['t2.micro', 't2.small']);

/** Reads an instance class; undefined if the text is not one. @see https://aws.amazon.com/rds/instance-types/ */
export function readDbClass(name: string): DbClass | undefined {
  const match = /^db\.([a-z0-9]+)\.(micro|small|medium|large|(\d*)xlarge)$/.exec(name);
  if (match === null) return undefined;
  const [, family = '', size = '', count] = match;
  if (SINGLE_VCPU.has(`${family}.${size}`)) return { family, size, vcpus: 1 };
  return { family, size, vcpus: count === undefined ? 2 : 4 * Number(count || '1') };
}
