/**
 * Where a built site goes, from the root of the workspace. `@careplane/pipeline/builds` says the same (a spec compares the two): importing
 * it would slow down every Nx command.
 */
export const IMAGE_OUTPUT = 'careplane-image';
export const IMAGE_ARCHIVE = 'image.tar';
