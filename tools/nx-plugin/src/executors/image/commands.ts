/** Programs that build images, in the order in which they are looked for. */
export const TOOLS = ['docker', 'podman', 'buildah'] as const;
export type Tool = (typeof TOOLS)[number];

export interface ImageBuild {
  /** Name and tag of the image: `medmo-api:local`. */
  readonly name: string;
  readonly dockerfile: string;
  readonly context: string;
  readonly platform: 'linux/amd64' | 'linux/arm64';
  /** File for the image, as a docker archive. */
  readonly archive: string;
  /** Whether newer base images are asked for. */
  readonly pull?: boolean;
  /** Commit that the image is built from, for its label. */
  readonly revision?: string;
}

const FORMAT = ['--format', 'docker'];

/**
 * The two commands that build an image and write it to its archive. Nothing is pushed.
 *
 * podman and buildah make OCI images by default, and those have no place for a HEALTHCHECK: it would be dropped
 * with a warning, while the pipelines' docker keeps it. buildah alone keeps no layers, and would do all steps each time.
 */
export function commandsOf(tool: Tool, image: ImageBuild): string[][] {
  const { name, dockerfile, context, platform, archive, pull, revision } = image;
  const like = { docker: [], podman: FORMAT, buildah: [...FORMAT, '--layers'] }[tool];
  const build = [
    ...['build', ...like, ...(pull === true ? ['--pull'] : []), '--platform', platform, '--file', dockerfile],
    ...['--tag', name],
    ...(revision === undefined ? [] : ['--label', `org.opencontainers.image.revision=${revision}`]),
    context,
  ];
  switch (tool) {
    case 'docker':
      return [build, ['save', '--output', archive, name]];
    case 'podman':
      return [build, ['save', '--format', 'docker-archive', '--output', archive, name]];
    case 'buildah':
      return [build, ['push', name, `docker-archive:${archive}:${name}`]];
  }
}

/** The arguments that say whether a tool can be used: docker's client is of no use without its daemon, which this asks. */
export function probeOf(tool: Tool): string[] {
  return tool === 'docker' ? ['version'] : ['--version'];
}
