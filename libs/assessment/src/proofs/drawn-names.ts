import type { AccessWorld } from '@careplane/access-analysis';

/** Names for the boxes of a picture: construct paths, which lead into the sources, instead of ARNs and of names that are chosen at deploy. */
export class DrawnNames {
  private readonly principals: ReadonlyMap<string, string>;
  /** By ARN without the wildcards at its end; the longest first. */
  private readonly resources: readonly (readonly [arn: string, name: string])[];

  constructor(worlds: readonly AccessWorld[]) {
    const own = worlds.flatMap((world) => world.principals);
    this.principals = new Map(own.map(({ name, path }) => [name, withoutEnd(path) ?? name]));
    const resources = worlds.flatMap((world) => world.resources);
    this.resources = resources
      .map(({ arn, path, stack, id }) => [arn.replace(/[:/]?\*$/, ''), withoutEnd(path) ?? `${stack}/${id}`] as const)
      .sort(([one], [other]) => other.length - one.length);
  }

  /** A role, user, group or permission set; as it is written if no template has it. */
  principal(name: string): string {
    return this.principals.get(name) ?? name;
  }

  /** A resource, or a part of it such as the objects of a bucket. */
  resource(arn: string): string {
    const found = this.resources.find(
      ([own]) => arn === own || (arn.startsWith(own) && /^[:/]/.test(arn.slice(own.length))),
    );
    if (found === undefined) return shortened(arn);
    const [own, name] = found;
    const rest = arn.slice(own.length).replace(/^[:/]/, '');
    return ['', '*'].includes(rest) ? name : `${name}, ${rest}`;
  }
}

function withoutEnd(path: string | undefined): string | undefined {
  return path?.replace(/\/Resource$/, '');
}

/** The service and the end of an ARN: whole ARNs make boxes that no screen has room for. */
function shortened(resource: string): string {
  const [, , service = '', , , ...rest] = resource.split(':');
  const own = rest.join(':');
  if (own === '') return resource === '*' ? 'everything' : resource;
  return `${service} ${own.length <= 44 ? own : `…${own.slice(-43)}`}`;
}
