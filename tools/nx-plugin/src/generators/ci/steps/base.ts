import { commandParameter, platformPath, SHARED_SCOPE } from '@careplane/config';
import { READ_LEDGER } from '@careplane/pipeline/builds';
import { shellWord } from '@careplane/problems';
import type { Step } from '@careplane/pipeline/builds';
import type { CiTarget } from '../target';
import { read, READ_PARAMETER } from './parameter';

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
    why: `an administrator has published it; if not, with their credentials: ${packages.exec} careplane bootstrap ${shellWord(folder)} --run`,
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
export function findImages({ platform, folder, scopes, sites }: CiTarget): Step {
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
        `    COMMIT_TAG="$(printf '%s\\n' "$TAGS" | tr '\\t' '\\n' | grep -Ex '[0-9a-f]{40}${sites ? '(-[a-z0-9-]+)?' : ''}' | head -n 1${sites ? ' | cut -c 1-40' : ''})"`,
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
