import type { Step } from '../buildspec';

/** Folder that the build hands on, and the files in it. */
export const IMAGE_OUTPUT = 'careplane-image';
export const IMAGE_ARCHIVE = 'image.tar';

/** Builds the image from the source and saves it as one file. Exactly this file is scanned and pushed. */
export const buildImage: Step = {
  name: 'build the image',
  phase: 'build',
  why: 'once; what is scanned, pushed and deployed later is this file',
  commands: [
    'cd "$CODEBUILD_SRC_DIR/$SOURCE_PATH"',
    '"$IMAGE_TOOL" build --pull --file "$DOCKERFILE" --tag "$BUILD_NAME" --label "org.opencontainers.image.revision=$COMMIT" "$BUILD_CONTEXT"',
    `mkdir -p "$CODEBUILD_SRC_DIR/${IMAGE_OUTPUT}"`,
    `"$IMAGE_TOOL" save --output "$CODEBUILD_SRC_DIR/${IMAGE_OUTPUT}/${IMAGE_ARCHIVE}" "$BUILD_NAME"`,
  ],
};
