import { exceptionsParameter, platformPath, rolePath, sidecarsParameter, siteParameter } from '@careplane/config';
import { COMMIT_FOLDER, compareAgeOf, deployRoleName, rolloutRoleName } from '@careplane/pipeline/builds';
import type { Step } from '@careplane/pipeline/builds';
import type { CiEnvironment, CiScope, CiTarget } from '../target';
import { read, READ_PARAMETER, readIfThere } from './parameter';

/** Names of a service's repository, stack and roles: made here, from its name alone, and never taken from another job. */
export function knowService({ platform }: CiTarget, scope: string, { account }: CiEnvironment): Step {
  // What shortened() of @careplane/config does with a name that is too long for IAM.
  const shorten =
    'name() { if test "${#1}" -le 64; then printf %s "$1"; else printf %.55s-%.8s "$1" "$(printf %s "$1" | sha256sum)"; fi; }';
  const role = (of: (unit: string, environment: string) => string) =>
    `arn:aws:iam::${account}:role${rolePath(platform, scope)}$(name "${of('UNIT', scope).replace('UNIT', `${platform}-$SERVICE`)}")`;
  return {
    name: 'know the service',
    phase: 'pre_build',
    why: 'a name is small letters, digits and hyphens, and all other names follow from it',
    commands: [
      `case "$SERVICE" in '' | *[!a-z0-9-]*) false ;; esac`,
      `REPOSITORY="${platform}/$SERVICE" && STACK="${platform}-$SERVICE-${scope}" && EVIDENCE_PREFIX="${platform}/$SERVICE/${scope}"`,
      shorten,
      `DEPLOY_ROLE_ARN="${role(deployRoleName)}" && ROLLOUT_ROLE_ARN="${role(rolloutRoleName)}"`,
      'export REPOSITORY STACK EVIDENCE_PREFIX DEPLOY_ROLE_ARN ROLLOUT_ROLE_ARN',
    ],
  };
}

/** Where the gate is, and what its bytes are. */
export function findScanCommand(platform: string): Step {
  return {
    name: 'find the published scan command',
    phase: 'install',
    why: 'the platform’s shared stacks have published it',
    commands: (['bucket', 'key', 'sha256'] as const).map((key) =>
      read(`SCAN_CLI_${key.toUpperCase()}`, platformPath(platform, 'pipelines', `scan-command-${key}`)),
    ),
    permissions: [READ_PARAMETER],
  };
}

/**
 * The file of exceptions in the commit, which the stacks of the service have published the name of. What the build hands on has no say: it has
 * run code of the repository. A commit without that file has no exceptions.
 */
export function findExceptions({ platform, folder }: CiTarget): Step {
  return {
    name: 'find the exceptions',
    phase: 'pre_build',
    why: 'in the commit itself, where the stacks of the service say; most services have none',
    commands: [
      readIfThere('EXCEPTIONS', exceptionsParameter(platform, '$SERVICE')),
      `EXCEPTIONS_FILE="\${EXCEPTIONS:+${COMMIT_FOLDER}/${folder}/$EXCEPTIONS}" && { test -f "$EXCEPTIONS_FILE" || EXCEPTIONS_FILE=""; } && export EXCEPTIONS_FILE`,
    ],
    permissions: [READ_PARAMETER],
  };
}

/** The sidecars of the service, which its stacks have published; most services have none. */
export function findSidecars(platform: string): Step {
  return {
    name: 'find the sidecars',
    phase: 'pre_build',
    why: 'the stacks of the service have published their images; a service without sidecars has no such parameter',
    commands: [`${readIfThere('SIDECARS', sidecarsParameter(platform, '$SERVICE'))} && export SIDECARS`],
    permissions: [READ_PARAMETER],
  };
}

/** How the site is released, which its stacks have published: no job with a role reads the service.yaml of the commit. */
export function findSite({ platform, folder }: CiTarget, scope: string): Step {
  const field = (expression: string) =>
    `"$(printf '%s\\n' "$SITE" | node -p 'JSON.parse(require("fs").readFileSync(0, "utf8")).${expression}')"`;
  return {
    name: 'find how the site is released',
    phase: 'pre_build',
    why: 'the stacks of the site have published it; deploy them first',
    commands: [
      read('SITE', siteParameter(platform, '$SERVICE')),
      `IMMUTABLE=${field('immutable')} && KEEP_RELEASES=${field('keepReleases')} && EMPTY_BECAUSE=${field('emptyBecause')} && SITE_BUCKET=${field(`buckets["${scope}"]`)}`,
      `SOURCE_PATH="${folder}/"${field('folder')}`,
      'export SOURCE_PATH IMMUTABLE KEEP_RELEASES EMPTY_BECAUSE SITE_BUCKET',
    ],
    permissions: [READ_PARAMETER],
  };
}

/** What goes on to the deploy: the digest, and for the approver, how much was let through. */
export const handOnDigest: Step = {
  name: 'hand on the digest',
  phase: 'build',
  why: 'the deploy names the image by it',
  commands: [
    'mkdir "$GITHUB_WORKSPACE/scanned" && printf \'%s\\n\' "$DIGEST" > "$GITHUB_WORKSPACE/scanned/digest" && printf \'%s\\n\' "$SIDECAR_DIGESTS" > "$GITHUB_WORKSPACE/scanned/sidecars" && date -u +%s > "$GITHUB_WORKSPACE/scanned/at"',
    `printf '%s\\n' "\\\`$SERVICE\\\` $DIGEST: let through by the gate; $EXCEPTIONS_USED findings by an exception, $IN_GRACE in a grace period." >> "$GITHUB_STEP_SUMMARY"`,
  ],
};

/** The digests that the scanning job has handed on. */
export const takeDigest: Step = {
  name: 'take the digest',
  phase: 'install',
  why: 'of the image that the gate has let through',
  commands: [
    'DIGEST="$(cat "$GITHUB_WORKSPACE/scanned/digest")" && SIDECAR_DIGESTS="$(cat "$GITHUB_WORKSPACE/scanned/sidecars")" && SCANNED_AT="$(cat "$GITHUB_WORKSPACE/scanned/at")" && export DIGEST SIDECAR_DIGESTS SCANNED_AT',
  ],
};

/** Reviewers of an environment have thirty days, and a job that failed can be run again as long: by then the verdict is old. */
export function compareScanTime({ approval }: CiScope): Step[] {
  return approval
    ? [
        compareAgeOf(
          'Run all jobs of this run again, and not the failed one alone: the image is scanned again, and the reviewers are asked again.',
        ),
      ]
    : [];
}
