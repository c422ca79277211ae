import {
  accessRoleName,
  commandParameter,
  githubEnvironmentName,
  githubWorkflowFile,
  platformPath,
  rolePath,
  SHARED_SCOPE,
} from '@careplane/config';
import {
  ADD_EVIDENCE,
  ASSUME_ACCESS_ROLES,
  CHANGE_SETS,
  CHECKED,
  deployRoleName,
  KEEP_LEDGER,
  READ_LEDGER,
  rolloutRoleName,
  UNITS,
} from '@careplane/pipeline/builds';
import type { Permission, Step } from '@careplane/pipeline/builds';
import type { CiEnvironment, CiScope, CiTarget } from './target';

/** Read one parameter into a variable. */
function read(variable: string, name: string): string {
  return `${variable}="$(aws ssm get-parameter --name "${name}" --query Parameter.Value --output text)" && export ${variable}`;
}

const READ_PARAMETER: Permission = { actions: ['ssm:GetParameter'], on: 'variables' };

/** Options that select a scope: its own stacks, and none that another scope owns. */
export function scopeOptions(scope: string): string {
  return scope === SHARED_SCOPE ? `--env ${SHARED_SCOPE}` : `--env ${scope} --only-env`;
}

/** Where the published command is, and what its bytes are. */
export function findCommand({ platform, folder, packages }: CiTarget): Step {
  const keys = ['bucket', 'key', 'sha256'] as const;
  return {
    name: 'find the published careplane command',
    phase: 'install',
    why: `an administrator has published it; if not, with their credentials: ${packages.exec} careplane bootstrap ${folder} --run`,
    commands: keys.map((key) => read(`CAREPLANE_${key.toUpperCase()}`, commandParameter(platform, key))),
    permissions: [READ_PARAMETER],
  };
}

/** What is deployed of each scope of a branch. Found once: found again later, something else could be compared. */
export function findBases({ folder, scopes }: CiTarget, branches: readonly string[]): Step {
  const cases = branches.map((branch) => {
    const own = scopes.filter((scope) => scope.branch === branch);
    const lines = own.map(
      ({ name }) =>
        `    BASE="$(node "$CAREPLANE" base "${folder}" --env ${name})" && echo "${name}=$BASE" >> "$GITHUB_OUTPUT" || exit 1`,
    );
    return `  '${branch}')\n${lines.join('\n')} ;;`;
  });
  return {
    name: 'find the base',
    phase: 'build',
    why: 'what is deployed now, by the ledger and the history of this commit',
    commands: [`case "$GITHUB_REF_NAME" in\n${cases.join('\n')}\nesac`],
    permissions: [READ_LEDGER],
  };
}

/**
 * The commit of the image that runs, for each service: the tag that follows the branch has it beside it. A service whose last
 * image could not be deployed comes round again, until it is.
 */
export function findImages({ platform, folder, scopes }: CiTarget): Step {
  const tags = scopes.flatMap(({ name, branch, environment }) =>
    environment === undefined ? [] : [`  '${branch}') set -- "$@" '${name}=${environment.imageTag}' ;;`],
  );
  return {
    name: 'find what runs',
    phase: 'build',
    why: 'the commit of each service’s image, from the image repository',
    commands: [
      ['set --', ...tags.map((line) => `case "$GITHUB_REF_NAME" in\n${line}\nesac`)].join('\n'),
      [
        'for PAIR in "$@"; do',
        '  RUNNING=""',
        `  for FILE in "${folder}"/*/service.yaml; do`,
        '    test -f "$FILE" || continue',
        `    SERVICE="$(sed -n 's/^name: *//p' "$FILE" | head -n 1)"`,
        `    case "$SERVICE" in '' | *[!a-z0-9-]*) continue ;; esac`,
        `    TAGS="$(aws ecr describe-images --repository-name "${platform}/$SERVICE" --image-ids "imageTag=\${PAIR#*=}" --query 'imageDetails[0].imageTags' --output text 2> "$WORK/ecr.txt")" ||`,
        // No repository and no image yet are the only good reasons.
        `      { grep -Eq 'RepositoryNotFoundException|ImageNotFoundException' "$WORK/ecr.txt" || { cat "$WORK/ecr.txt" >&2; exit 1; }; TAGS=""; }`,
        `    COMMIT_TAG="$(printf '%s\\n' "$TAGS" | tr '\\t' '\\n' | grep -Ex '[0-9a-f]{40}' | head -n 1)"`,
        '    RUNNING="$RUNNING $SERVICE=$COMMIT_TAG"',
        '  done',
        '  echo "images-${PAIR%%=*}=$RUNNING" >> "$GITHUB_OUTPUT"',
        'done',
      ].join('\n'),
    ],
    permissions: [{ actions: ['ecr:DescribeImages'], on: 'imageRepository' }],
  };
}

/** Evidence can be kept as soon as the shared stacks are there; before, the run's own artifacts are all there is. */
export function findEvidence(platform: string, required: boolean): Step {
  const name = platformPath(platform, 'pipelines', 'evidence-bucket');
  return {
    name: 'find the evidence bucket',
    phase: 'install',
    why: required
      ? 'the platform’s shared stacks have made it'
      : 'the first deploy of the shared stacks makes it; until then only this run’s artifacts are kept',
    commands: [
      required
        ? read('EVIDENCE_BUCKET', name)
        : [
            `EVIDENCE_BUCKET="$(aws ssm get-parameter --name "${name}" --query Parameter.Value --output text 2> "$WORK/evidence.txt")" ||`,
            `  { grep -q ParameterNotFound "$WORK/evidence.txt" || { cat "$WORK/evidence.txt" >&2; false; }; }`,
          ].join('\n'),
      'export EVIDENCE_BUCKET',
    ],
    permissions: [READ_PARAMETER],
  };
}

/** The change sets of one scope, and what they do in words: this text is what is approved. */
export function prepareScope({ folder }: CiTarget, { name }: CiScope): Step {
  return {
    name: 'prepare the change sets',
    phase: 'build',
    why: 'the published command has CloudFormation say what would change, and writes what the approver reads',
    commands: [
      `mkdir ${CHANGE_SETS}`,
      [
        UNITS,
        '{',
        '  if test "$#" -eq 0; then echo "No unit is affected: nothing to deploy."; STATUS=0; else',
        `    node "$CAREPLANE" diff "${CHECKED.workspace}/${folder}" "$@" ${scopeOptions(name)} --assembly ${CHECKED.assemblies} --change-sets ${CHANGE_SETS} --revision "$COMMIT" && STATUS=0 || STATUS="$?"`,
        '  fi',
        '  echo "$STATUS" > "$WORK/status"',
        '} 2>&1 | tee "$WORK/report.txt"',
      ].join('\n'),
      `{ echo '### Changes of ${name}'; echo; sed 's/^/    /' "$WORK/report.txt" | head -c 900000; } >> "$GITHUB_STEP_SUMMARY"`,
      'test "$(cat "$WORK/status")" -eq 0',
      `FOUND="$(find ${CHANGE_SETS} -type f | wc -l)" && echo "changes=$((FOUND))" >> "$GITHUB_OUTPUT"`,
    ],
    permissions: [READ_LEDGER, ASSUME_ACCESS_ROLES],
  };
}

/** Below the run's own prefix, where nothing can be read or taken away. */
export function keepPrepared(): Step {
  const evidence = 's3://$EVIDENCE_BUCKET/$EVIDENCE_PREFIX/$COMMIT/$EXECUTION/prepared';
  return {
    name: 'keep the evidence',
    phase: 'build',
    why: 'what was checked, and what the approver reads',
    commands: [
      `test -z "$EVIDENCE_BUCKET" || aws s3 cp --only-show-errors --checksum-algorithm SHA256 "$WORK/report.txt" "${evidence}/report.txt"`,
      `test -z "$EVIDENCE_BUCKET" || aws s3 cp --recursive --only-show-errors --checksum-algorithm SHA256 ${CHANGE_SETS} "${evidence}/change-sets"`,
      `test -z "$EVIDENCE_BUCKET" || aws s3 cp --recursive --only-show-errors --checksum-algorithm SHA256 ${CHECKED.checks} "${evidence}/checks"`,
    ],
    permissions: ADD_EVIDENCE,
  };
}

/** The checksum goes on as an output of the job, so that nobody can put another file in between. */
export const handOnChecksums: Step = {
  name: 'hand on the checksum',
  phase: 'build',
  why: 'the deploy takes this file and no other',
  commands: ['echo "sha256=$PREPARED_SHA256" >> "$GITHUB_OUTPUT"'],
};

/** Who let this run go on. GitHub makes an environment that does not exist, without reviewers: that is not an approval. */
export function recordApproval({ platform, folder }: CiTarget, { name, approval }: CiScope): Step {
  const environment = githubEnvironmentName(platform, name);
  const approvals = '"repos/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID/approvals"';
  const query = `[.[] | select(.state == "approved") | .environments[] | select(.name == "${environment}")] | length`;
  return {
    name: 'record who approved',
    phase: 'pre_build',
    why: approval
      ? `no approval in the environment ${environment}, no deploy; make it with its reviewers: sh ${folder}/github-environments.sh REVIEWER`
      : 'GitHub’s own record of this run',
    commands: [
      `gh api ${approvals} > "$WORK/approvals.json"`,
      ...(approval ? [`test "$(gh api ${approvals} --jq '${query}')" -ge 1`] : []),
    ],
  };
}

/** The record of the approvals, once the deploy is over. */
export function keepApproval(folder: string): Step {
  return {
    name: 'keep the record of the approvals',
    phase: 'build',
    why: 'as evidence, when the shared stacks are there',
    commands: [
      `test -z "$EVIDENCE_BUCKET" || aws s3 cp --only-show-errors --checksum-algorithm SHA256 "$WORK/approvals.json" "s3://$EVIDENCE_BUCKET/$EVIDENCE_PREFIX/$COMMIT/$EXECUTION/${folder}/approvals.json"`,
    ],
    permissions: ADD_EVIDENCE,
  };
}

/** Executes the change sets that were prepared, and nothing else. */
export function executeScope({ folder }: CiTarget, { name }: CiScope): Step {
  return {
    name: 'deploy',
    phase: 'build',
    why: 'executes the change sets that were approved, and nothing else',
    commands: [
      [
        UNITS,
        'if test "$#" -eq 0; then echo "No unit is affected: nothing to deploy."; else',
        `  node "$CAREPLANE" deploy "${CHECKED.workspace}/${folder}" "$@" ${scopeOptions(name)} --assembly ${CHECKED.assemblies} --change-sets ${CHANGE_SETS} --revision "$COMMIT"`,
        'fi',
      ].join('\n'),
    ],
    permissions: [READ_LEDGER, ASSUME_ACCESS_ROLES, ...KEEP_LEDGER],
  };
}

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

/** Whether the service has exceptions: the file came along with the image, or did not. */
export const findExceptions: Step = {
  name: 'look for exceptions',
  phase: 'pre_build',
  why: 'they came along with the image if service.yaml names a file',
  commands: [
    'EXCEPTIONS="" && { test ! -f "$GITHUB_WORKSPACE/exceptions.yaml" || EXCEPTIONS=exceptions.yaml; } && export EXCEPTIONS',
  ],
};

/** What goes on to the deploy: the digest, and for the approver, how much was let through. */
export const handOnDigest: Step = {
  name: 'hand on the digest',
  phase: 'build',
  why: 'the deploy names the image by it',
  commands: [
    'mkdir "$GITHUB_WORKSPACE/scanned" && printf \'%s\\n\' "$DIGEST" > "$GITHUB_WORKSPACE/scanned/digest"',
    `printf '%s\\n' "\\\`$SERVICE\\\` $DIGEST: let through by the gate; $EXCEPTIONS_USED findings by an exception, $IN_GRACE in a grace period." >> "$GITHUB_STEP_SUMMARY"`,
  ],
};

/** The digest that the scanning job has handed on. */
export const takeDigest: Step = {
  name: 'take the digest',
  phase: 'install',
  why: 'of the image that the gate has let through',
  commands: ['DIGEST="$(cat "$GITHUB_WORKSPACE/scanned/digest")" && export DIGEST'],
};

/** Names of the access roles of some kinds, in every account that has stacks of a scope. */
export function accessRoles(
  { platform, accounts }: CiTarget,
  scopes: readonly string[],
  kinds: readonly ('look' | 'plan' | 'publish' | 'deploy')[],
): string[] {
  return accounts.flatMap(({ account, scopes: there }) =>
    scopes
      .filter((scope) => there.includes(scope))
      .flatMap((scope) =>
        kinds.map((kind) => `arn:\${AWS::Partition}:iam::${account}:role/${accessRoleName(platform, scope, kind)}`),
      ),
  );
}

/** The published command says of a service whether a workflow makes its images, and looks for it. */
export function handOnWorkflow(platform: string): Step {
  return {
    name: 'hand on the workflow',
    phase: 'build',
    why: 'as data: the command tells services with a workflow from those that get no image',
    commands: [`cp --parents "${githubWorkflowFile(platform)}" "$OUTPUT/${CHECKED.workspace}"`],
  };
}
