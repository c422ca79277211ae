import type { Step } from '../buildspec';
import { IMAGE_ARCHIVE, IMAGE_OUTPUT } from './build-image';

/** Folders in the image of a site: its files, and what says which packages they were made of. */
export const SITE_FOLDER = 'site';
export const SOURCE_FOLDER = 'source';

/** Files that name the packages of a site, with their versions. */
const PACKAGE_FILES = [
  ...['package.json', 'package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock'],
];
const named = PACKAGE_FILES.map((name) => `-name ${name}`).join(' -o ');

/** Runs the command of service.yaml: code of the repository, with no permissions. */
export const buildSite: Step = {
  name: 'build the site',
  phase: 'build',
  why: 'once; this build runs code of the repository, and may do nothing in AWS',
  commands: [
    'cd "$CODEBUILD_SRC_DIR/$SOURCE_PATH"',
    'sh -euc "$SITE_COMMAND"',
    'test -f "$SITE_OUTPUT/index.html" || { echo "The build wrote no $SITE_OUTPUT/index.html. Name the folder of the site as build.output in service.yaml." >&2; false; }',
    'test -z "$(find "$SITE_OUTPUT" ! -type f ! -type d)" || { echo "$SITE_OUTPUT has links or other things that are no files. Copy what they lead to." >&2; false; }',
  ],
};

/**
 * An image of one layer, without a program: the registry, the gate and the retention of images then hold for sites, too. The same
 * files give the same digest.
 */
export const packSite: Step = {
  name: 'pack the site',
  phase: 'build',
  why: 'one file, which is scanned and pushed as every image is; the lock files say what the site was made of',
  commands: [
    `mkdir -p "$WORK/content/${SITE_FOLDER}" "$WORK/content/${SOURCE_FOLDER}" "$CODEBUILD_SRC_DIR/${IMAGE_OUTPUT}"`,
    `cp -R "$SITE_OUTPUT/." "$WORK/content/${SITE_FOLDER}"`,
    `find . -name node_modules -prune -o -name .git -prune -o -type f \\( ${named} \\) -print > "$WORK/packages"`,
    [
      // In a monorepo the lock file is in a folder above.
      'while ! grep -Eq "lock|shrinkwrap" "$WORK/packages" && test "$(pwd -P)" != "$(cd "$CODEBUILD_SRC_DIR" && pwd -P)"; do',
      `  cd .. && find . -maxdepth 1 -type f \\( ${named} \\) > "$WORK/packages"`,
      'done',
    ].join('\n'),
    `tar -cf - -T "$WORK/packages" | tar -xf - -C "$WORK/content/${SOURCE_FOLDER}"`,
    'tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX -cf "$WORK/layer.tar" -C "$WORK/content" .',
    `crane append --new_layer "$WORK/layer.tar" --new_tag "$BUILD_NAME" --output "$CODEBUILD_SRC_DIR/${IMAGE_OUTPUT}/${IMAGE_ARCHIVE}"`,
    'cd "$CODEBUILD_SRC_DIR/$SOURCE_PATH"',
  ],
};
