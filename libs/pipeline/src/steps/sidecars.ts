import type { Step } from '../buildspec';
import { digestHolds } from './check';
import { aws, parameterValue, stack } from './deploy-image';
import { ADD_EVIDENCE } from './evidence';
import { WITH_EXCEPTIONS } from './from-commit';
import { READ_MANIFEST, WRITE_MANIFEST } from './registry';
import { FINDINGS_PERMISSIONS } from './scan-image';

/** A sidecar as the builds know it. */
export interface SidecarImage {
  readonly name: string;
  /** Registry and repository of its maker. */
  readonly source: string;
  readonly digest: string;
}

/**
 * The sidecars of a service in one variable: `name,source,digest,platform` for each, with spaces between them. No part can contain a
 * comma or a space.
 */
export function sidecarsVariable(sidecars: readonly SidecarImage[], architecture: 'x86_64' | 'arm64'): string {
  const platform = `linux/${architecture === 'arm64' ? 'arm64' : 'amd64'}`;
  return sidecars.map(({ name, source, digest }) => [name, source, digest, platform].join(',')).join(' ');
}

/** The loop over them. Programs in it get no input: they would read the list. */
const FOR_EACH = `printf '%s\\n' "$SIDECARS" | tr ' ' '\\n' | while IFS=, read -r NAME SOURCE WANTED PLATFORM; do`;

/** Options of each scan of a sidecar; its findings are a stream of their own, by the repository of its copies. */
const SCAN = [
  '  careplane-scan image --input "$WORK/sidecars/$NAME/image" --out "$WORK/sidecars/$NAME/scan" --repository "$REPOSITORY/$NAME" \\',
  '    --environment "$ENVIRONMENT" --account "$ACCOUNT" --region "$SCAN_REGION" --image-digest "$WANTED" --trivy-cache "$WORK/trivy" \\',
  `    --report-only ${WITH_EXCEPTIONS} < /dev/null || exit 1`,
].join('\n');

/**
 * The images of sidecars: copied by their digest, after the same gate. The repository of the copies has nothing that a gate has not let
 * through, and the tasks can pull from nowhere else. A digest must be that of one image: of an index, ECS would choose an image that was
 * not scanned.
 */
export const copySidecars: Step = {
  name: 'check and copy the sidecars',
  phase: 'build',
  why: 'their images come from elsewhere; the same gate decides, and the copy has the digest of service.yaml',
  commands: [
    [
      FOR_EACH,
      '  test -n "$NAME" || continue',
      '  COPY="$REGISTRY/$REPOSITORY/$NAME@$WANTED" && FROM="$SOURCE@$WANTED" && mkdir -p "$WORK/sidecars/$NAME"',
      '  if crane digest "$COPY" > /dev/null 2>&1; then FROM="$COPY"; fi',
      '  FOUND="$(crane digest --platform "$PLATFORM" "$FROM" < /dev/null)" || { echo "The image of the sidecar $NAME cannot be read: $FROM. It must be public, or in a registry that this build may read." >&2; exit 1; }',
      '  if test "$FOUND" != "$WANTED"; then echo "The sidecar $NAME: $WANTED is an index of several images. Write $FOUND in service.yaml, its image for $PLATFORM." >&2; exit 1; fi',
      `  MADE_FOR="$(crane config "$FROM" < /dev/null | node -p 'const { os, architecture } = JSON.parse(require("fs").readFileSync(0, "utf8")); os + "/" + architecture')" || exit 1`,
      '  if test "$MADE_FOR" != "$PLATFORM"; then echo "The sidecar $NAME: $WANTED is an image for $MADE_FOR, and the service runs on $PLATFORM. Write the digest of the image for $PLATFORM." >&2; exit 1; fi',
      '  crane pull --format=oci "$FROM" "$WORK/sidecars/$NAME/image" < /dev/null || exit 1',
      SCAN,
      '  PUBLISHED=0; careplane-scan publish --from "$WORK/sidecars/$NAME/scan" < /dev/null || PUBLISHED="$?"',
      '  aws s3 cp --recursive --only-show-errors --checksum-algorithm SHA256 "$WORK/sidecars/$NAME/scan" "s3://$EVIDENCE_BUCKET/$EVIDENCE_PREFIX/$COMMIT/$EXECUTION/sidecars/$NAME" < /dev/null || { echo "Not copied: the evidence of the sidecar $NAME was not kept." >&2; exit 1; }',
      '  careplane-scan gate --from "$WORK/sidecars/$NAME/scan" --digest "$WANTED" < /dev/null || { echo "The gate stops the sidecar $NAME, so nothing of this release goes on." >&2; exit 1; }',
      '  test "$PUBLISHED" -eq 0 || { echo "Not copied: not every finding of the sidecar $NAME reached Security Hub (exit $PUBLISHED)." >&2; exit 1; }',
      '  if test "$FROM" != "$COPY"; then crane push "$WORK/sidecars/$NAME/image" "$COPY" < /dev/null && crane tag "$COPY" "$COMMIT" < /dev/null || exit 1; fi',
      '  test "$(crane digest "$COPY" < /dev/null)" = "$WANTED" || exit 1',
      'done',
    ].join('\n'),
    `SIDECAR_DIGESTS="$(printf '%s\\n' "$SIDECARS" | tr ' ' '\\n' | awk -F, 'NF { printf "%s%s=%s", sep, $1, $3; sep = " " }')" && export SIDECAR_DIGESTS`,
  ],
  permissions: [
    READ_MANIFEST,
    WRITE_MANIFEST,
    ...FINDINGS_PERMISSIONS,
    ...ADD_EVIDENCE,
    {
      actions: [
        'ecr:BatchCheckLayerAvailability',
        'ecr:CompleteLayerUpload',
        'ecr:GetDownloadUrlForLayer',
        'ecr:InitiateLayerUpload',
        'ecr:UploadLayerPart',
      ],
      on: 'imageRepository',
      seldom: 'A sidecar whose copy is there is pulled and not pushed; a new one is pushed and not pulled.',
    },
  ],
};

/** The digests that the scan has handed on, each with the parameter of the stack that it is for. */
export const takeSidecars: Step = {
  name: 'take the digests of the sidecars',
  phase: 'pre_build',
  why: 'a name is small letters, digits and hyphens, and the parameter of the stack follows from it',
  commands: [
    [
      `{ printf '%s\\n' "$SIDECAR_DIGESTS" | tr ' ' '\\n' | while IFS== read -r NAME VALUE; do`,
      '  test -n "$NAME$VALUE" || continue',
      `  case "$NAME" in '' | *[!a-z0-9-]*) exit 1 ;; esac`,
      `  { ${digestHolds('VALUE')}; } || exit 1`,
      `  PARAMETER="$(printf '%s\\n' "$NAME" | awk -F- '{ for (i = 1; i <= NF; i++) printf "%s%s", toupper(substr($i, 1, 1)), substr($i, 2) }')"`,
      `  printf '%s %s %s\\n' "$NAME" "$VALUE" "Sidecar\${PARAMETER}Digest"`,
      'done; } > "$WORK/sidecars"',
    ].join('\n'),
  ],
};

/** The branch tags of the copies, which mark what runs. They move back if the deploy fails. */
export const pointSidecarTags: Step = {
  name: 'point the branch tags of the sidecars',
  phase: 'build',
  why: 'as for the image of the service: they keep what runs from being deleted, and name it for the nightly scan',
  commands: [
    [
      ': > "$WORK/sidecar-tags"',
      'while read -r NAME VALUE PARAMETER; do',
      '  COPY="$REGISTRY/$REPOSITORY/$NAME"',
      `  if LAST="$(crane digest "$COPY:$BRANCH_TAG" 2>/dev/null < /dev/null)"; then printf '%s %s\\n' "$NAME" "$LAST" >> "$WORK/sidecar-tags"; fi`,
      '  crane tag "$COPY@$VALUE" "$BRANCH_TAG" < /dev/null || { echo "The repository $REPOSITORY/$NAME has no image $VALUE, so nothing is deployed." >&2; exit 1; }',
      'done < "$WORK/sidecars"',
    ].join('\n'),
  ],
  finally: [
    'test "${DEPLOYED:-}" = yes || test ! -f "$WORK/sidecar-tags" || while read -r NAME LAST; do crane tag "$REGISTRY/$REPOSITORY/$NAME@$LAST" "$BRANCH_TAG" < /dev/null; done < "$WORK/sidecar-tags"',
  ],
  permissions: [READ_MANIFEST, WRITE_MANIFEST],
};

/** Sets the digests of the sidecars in the same change as that of the image: the two were tried together. */
export const deployWithSidecars: Step = {
  name: 'deploy the digests',
  phase: 'build',
  why: 'of the image and its sidecars, in one change; the template and every other parameter stay as they are',
  commands: [
    [
      `case "$(${aws} cloudformation describe-stacks ${stack} --query 'Stacks[0].StackStatus' --output text)" in`,
      `  CREATE_IN_PROGRESS) ${aws} cloudformation wait stack-create-complete ${stack} ;;`,
      `  *_IN_PROGRESS) ${aws} cloudformation wait stack-update-complete ${stack} || true ;;`,
      'esac',
    ].join('\n'),
    `${aws} cloudformation describe-stacks ${stack} --query "Stacks[0].Parameters[].[ParameterKey,ParameterValue]" --output text > "$WORK/parameters"`,
    [
      'while read -r NAME VALUE PARAMETER; do',
      `  awk -v name="$PARAMETER" '$1 == name { found = 1 } END { exit !found }' "$WORK/parameters" ||`,
      '    { echo "The stack $STACK has no sidecar $NAME, and service.yaml has one. Deploy the service’s stacks (careplane deploy), then release the image again." >&2; exit 1; }',
      'done < "$WORK/sidecars"',
    ].join('\n'),
    [
      `{ printf 'ImageDigest %s\\n' "$DIGEST"; awk '{ print $3, $2 }' "$WORK/sidecars"; } > "$WORK/wanted"`,
      'CHANGED=no && set --',
      'while read -r NAME NOW; do',
      `  VALUE="$(awk -v name="$NAME" '$1 == name { print $2 }' "$WORK/wanted")"`,
      '  if test -z "$VALUE" || test "$VALUE" = "$NOW"; then set -- "$@" "ParameterKey=$NAME,UsePreviousValue=true"',
      '  else CHANGED=yes && set -- "$@" "ParameterKey=$NAME,ParameterValue=$VALUE"; fi',
      'done < "$WORK/parameters"',
      'if test "$CHANGED" = no; then echo "$DIGEST runs already, with these sidecars."; else',
      `  ${aws} cloudformation update-stack ${stack} --role-arn "$ROLLOUT_ROLE_ARN" --use-previous-template --capabilities CAPABILITY_IAM CAPABILITY_NAMED_IAM --parameters "$@" &&`,
      `  { ${aws} cloudformation wait stack-update-complete ${stack} ||`,
      `    { ${aws} cloudformation describe-stack-events ${stack} --max-items 50 --query "StackEvents[?ends_with(ResourceStatus, 'FAILED')].[Timestamp,LogicalResourceId,ResourceStatusReason]" --output text >&2; false; }; }`,
      'fi',
    ].join('\n'),
  ],
};

/** As for the image: the stack itself says which sidecars it runs. */
export const compareSidecars: Step = {
  name: 'compare the sidecars',
  phase: 'build',
  why: 'see in the stack that the sidecars that run are those that were scanned',
  commands: [
    [
      'while read -r NAME VALUE PARAMETER; do',
      `  test "$(${parameterValue('$PARAMETER')} < /dev/null)" = "$VALUE" || exit 1`,
      'done < "$WORK/sidecars"',
    ].join('\n'),
  ],
};

/** The running sidecars, every night. All are scanned, whatever is found in the first. */
export const rescanSidecars: Step = {
  name: 'scan the running sidecars',
  phase: 'build',
  why: 'with the database of today; the branch tag of each repository marks what runs',
  commands: [
    [
      ': > "$WORK/sidecars-failed"',
      FOR_EACH,
      '  test -n "$NAME" || continue',
      '  mkdir -p "$WORK/sidecars/$NAME" && COPY="$REGISTRY/$REPOSITORY/$NAME"',
      '  if ! WANTED="$(crane digest "$COPY:$BRANCH_TAG" 2>"$WORK/digest.log" < /dev/null)"; then',
      '    grep -q MANIFEST_UNKNOWN "$WORK/digest.log" || { cat "$WORK/digest.log" >&2; exit 1; }',
      '    echo "The sidecar $NAME is not deployed yet." && continue',
      '  fi',
      `  { ${digestHolds('WANTED')}; } || exit 1`,
      '  crane pull --format=oci "$COPY@$WANTED" "$WORK/sidecars/$NAME/image" < /dev/null || exit 1',
      SCAN,
      '  aws s3 cp --recursive --only-show-errors --checksum-algorithm SHA256 "$WORK/sidecars/$NAME/scan" "s3://$EVIDENCE_BUCKET/$EVIDENCE_PREFIX/nightly/$EXECUTION/sidecars/$NAME" < /dev/null || exit 1',
      '  careplane-scan publish --from "$WORK/sidecars/$NAME/scan" --fail-on-new-critical < /dev/null || echo "$NAME" >> "$WORK/sidecars-failed"',
      'done',
    ].join('\n'),
    'test ! -s "$WORK/sidecars-failed" || { echo "Not clean: $(tr \'\\n\' \' \' < "$WORK/sidecars-failed")" >&2; false; }',
  ],
  permissions: [
    READ_MANIFEST,
    ...FINDINGS_PERMISSIONS,
    ...ADD_EVIDENCE,
    {
      actions: ['ecr:GetDownloadUrlForLayer'],
      on: 'imageRepository',
      seldom: 'Nothing is pulled before the first deploy.',
    },
  ],
};
