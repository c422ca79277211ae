import type { Step } from '../buildspec';
import { HISTORY, RELEASES } from '../site-deploy-role';
import { SITE_FOLDER } from './build-site';
import { aws, parameterValue, physicalId } from './deploy-image';
import { CONTENT } from './scan-site';

/** A file that never changes under its name, and every other one. */
const FOR_A_YEAR = '--cache-control "public, max-age=31536000, immutable"';
const ASK_AGAIN = '--cache-control no-cache';

const upload = `${aws} s3 cp --recursive --only-show-errors --no-follow-symlinks --checksum-algorithm SHA256 "${CONTENT}/${SITE_FOLDER}" "s3://$SITE_BUCKET/${RELEASES}$RELEASE"`;

/**
 * The files of a release are in a folder that is named by their digest, so no upload overwrites another release. A release that is
 * in the history is complete and is not uploaded again.
 */
export const uploadSite: Step = {
  name: 'upload the site',
  phase: 'build',
  why: 'into a folder of its own, by the digest; visitors still get the release before',
  commands: [
    'RELEASE="${DIGEST#sha256:}" && export RELEASE',
    `printf '%s\\n' "$IMMUTABLE" | tr ',' '\\n' > "$WORK/immutable"`,
    [
      `if test "$(${aws} s3api list-objects-v2 --bucket "$SITE_BUCKET" --prefix ${HISTORY} --query "Contents[?ends_with(Key, '_$RELEASE')].Key | [0]" --output text)" = None; then`,
      '  set --',
      '  while read -r PATTERN; do test -z "$PATTERN" || set -- "$@" --exclude "$PATTERN"; done < "$WORK/immutable"',
      `  ${upload} ${ASK_AGAIN} "$@" &&`,
      '  { set -- --exclude "*"',
      '    while read -r PATTERN; do test -z "$PATTERN" || set -- "$@" --include "$PATTERN"; done < "$WORK/immutable"',
      `    test "$#" -eq 2 || ${upload} ${FOR_A_YEAR} "$@"; }`,
      'else echo "$RELEASE is in the bucket already."; fi',
    ].join('\n'),
    `${aws} s3api put-object --bucket "$SITE_BUCKET" --key "${HISTORY}$(date -u +%Y%m%dT%H%M%SZ)_\${COMMIT}_$RELEASE" --output text`,
  ],
};

/** What CloudFormation calls done is looked at once more, in CloudFront itself. */
export const waitForSite: Step = {
  name: 'wait for the site',
  phase: 'build',
  why: 'and see in CloudFront itself that visitors get what was scanned',
  commands: [
    `DISTRIBUTION="$(${physicalId('AWS::CloudFront::Distribution')})" && export DISTRIBUTION`,
    `${aws} cloudfront wait distribution-deployed --id "$DISTRIBUTION"`,
    `test "$(${aws} cloudfront get-distribution --id "$DISTRIBUTION" --query 'Distribution.DistributionConfig.Origins.Items[0].OriginPath' --output text)" = "/${RELEASES}$RELEASE"`,
    `test "$(${parameterValue('ImageDigest')})" = "$DIGEST"`,
    'export DEPLOYED=yes',
  ],
};

/** Old releases are removed only after a new one is there. The bucket keeps what is removed for a month, as old versions. */
export const removeOldReleases: Step = {
  name: 'remove old releases',
  phase: 'build',
  why: 'the newest stay, by when they were last deployed',
  commands: [
    `${aws} s3api list-objects-v2 --bucket "$SITE_BUCKET" --prefix ${HISTORY} --query "Contents[].Key" --output text | tr '\\t' '\\n' | sort -r | sed 's/.*_//' | grep -Ex '[0-9a-f]{64}' | awk '!seen[$0]++' | tail -n "+$(( KEEP_RELEASES + 1 ))" > "$WORK/old"`,
    [
      'while read -r OLD; do',
      // The history first: a release without files must not be in it.
      `  ${aws} s3 rm --recursive --only-show-errors "s3://$SITE_BUCKET/${HISTORY}" --exclude "*" --include "*_$OLD" &&`,
      `  ${aws} s3 rm --recursive --only-show-errors "s3://$SITE_BUCKET/${RELEASES}$OLD/" || exit 1`,
      'done < "$WORK/old"',
    ].join('\n'),
  ],
};
