import type { TargetMaker } from './target';

/** Folder, from the root of the workspace, that holds one image archive per service. */
export const IMAGES = 'dist/images';

/**
 * Build the image of a service whose source is here, as an archive. Never cached: base images and packages come from
 * elsewhere, so the same files do not give the same image; the container tool has a cache of its own.
 */
export const image: TargetMaker = ({ name, file, source, isSite }) =>
  source === undefined || isSite === true
    ? undefined
    : {
        executor: '@careplane/nx:image',
        options: { unit: name, context: source, service: file, archive: `${IMAGES}/${name}.tar` },
        cache: false,
        outputs: [`{workspaceRoot}/${IMAGES}/${name}.tar`],
        metadata: {
          description: `Build the image of ${name} into ${IMAGES}/${name}.tar, with docker, podman or buildah.`,
        },
      };
