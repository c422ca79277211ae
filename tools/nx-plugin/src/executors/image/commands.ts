/** Programs that build images, in the order in which they are looked for. */
export const TOOLS = ['docker', 'podman', 'buildah'] as const;
export type Tool = (typeof TOOLS)[number];

export interface ImageBuild {
  /** Name and tag of the image: `medmo-api:local`. */
  readonly name: string;
  readonly context: string;
  readonly platform: 'linux/amd64' | 'linux/arm64';
  /** File for the image, as a docker archive. */
  readonly archive: string;
}

/** The two commands that build an image and write it to its archive. Nothing is pushed. */
export function commandsOf(tool: Tool, { name, context, platform, archive }: ImageBuild): string[][] {
  const build = ['build', '--platform', platform, '--tag', name, context];
  switch (tool) {
    case 'docker':
      return [build, ['save', '--output', archive, name]];
    case 'podman':
      return [build, ['save', '--format', 'docker-archive', '--output', archive, name]];
    case 'buildah':
      return [build, ['push', name, `docker-archive:${archive}:${name}`]];
  }
}
