import type { Step } from '../buildspec';
import { IMAGE_ARCHIVE, IMAGE_OUTPUT } from './build-image';
import { copyLockFiles, IS_LOCK_FILE } from './lock-files';

/** Folders in the image of a site: its files, and what says which packages they were made of. */
export const SITE_FOLDER = 'site';
export const SOURCE_FOLDER = 'source';

/** What the image gets, before it is one. */
const CONTENT = '$WORK/content';

/**
 * Before code of the repository runs, because that code could change them. It could change the copies, too: the build that scans compares
 * them with the commit, and runs no such code.
 */
export const takeLockFiles: Step = {
  name: 'take the lock files',
  phase: 'pre_build',
  why: 'before any code of the repository runs: they say which packages the site is made of',
  commands: copyLockFiles('$CODEBUILD_SRC_DIR', `${CONTENT}/${SOURCE_FOLDER}`),
};

/** A build that changes a lock file installs other packages than the commit names, and those are what the gate would not see. */
const SAME_LOCK_FILES = [
  `find "${CONTENT}/${SOURCE_FOLDER}" ${IS_LOCK_FILE} > "$WORK/lock-files"`,
  'while read -r FILE; do',
  `  NAME="\${FILE#"${CONTENT}/${SOURCE_FOLDER}/"}"`,
  '  cmp -s "$FILE" "$LOCK_ROOT/$NAME" || { echo "The build changed $NAME, so the site may have packages that its commit does not name and that would not be scanned. Install the locked packages alone, such as with npm ci, and commit the changed file." >&2; exit 1; }',
  'done < "$WORK/lock-files"',
].join('\n');

/** Runs the command of service.yaml: code of the repository, with no permissions. */
export const buildSite: Step = {
  name: 'build the site',
  phase: 'build',
  why: 'once; this build runs code of the repository, and may do nothing in AWS',
  commands: [
    'cd "$CODEBUILD_SRC_DIR/$SOURCE_PATH"',
    'sh -euc "$SITE_COMMAND"',
    SAME_LOCK_FILES,
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
  why: 'one file, which is scanned and pushed as every image is',
  commands: [
    `mkdir -p "${CONTENT}/${SITE_FOLDER}" "$CODEBUILD_SRC_DIR/${IMAGE_OUTPUT}"`,
    `cp -R "$SITE_OUTPUT/." "${CONTENT}/${SITE_FOLDER}"`,
    'tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX -cf "$WORK/layer.tar" -C "$WORK/content" .',
    `crane append --new_layer "$WORK/layer.tar" --new_tag "$BUILD_NAME" --output "$CODEBUILD_SRC_DIR/${IMAGE_OUTPUT}/${IMAGE_ARCHIVE}"`,
    'cd "$CODEBUILD_SRC_DIR/$SOURCE_PATH"',
  ],
};
