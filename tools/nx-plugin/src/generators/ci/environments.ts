import { githubEnvironmentName } from '@careplane/config';
import type { CiTarget } from './target';

/**
 * A script that makes the GitHub environments of a platform: which branch may deploy to each, and who has to agree. GitHub
 * makes an environment that a workflow names and that does not exist, without either.
 *
 * https://docs.github.com/en/rest/deployments/environments
 */
export function environmentsScript(target: CiTarget): string {
  const { repository, platform, folder, scopes } = target;
  const calls = scopes.map(({ name, branch, approval }) => {
    const environment = githubEnvironmentName(platform, name);
    return `environment '${environment}' '${branch}' ${approval ? '"$REVIEWERS"' : "'[]'"}`;
  });
  return `#!/bin/sh
# Makes the GitHub environments of ${platform}, with their branches and reviewers, by GitHub's own command line (gh).
# Made by nx g @careplane/nx:ci; it is yours now. Run it again after a change: it sets what is written here.
#
#   sh ${folder}/github-environments.sh LOGIN...      each LOGIN a user who may approve
#   sh ${folder}/github-environments.sh team:SLUG     a team of the organization
set -eu
REPOSITORY='${repository}'

if test "$#" -eq 0; then
  echo "Name at least one reviewer: without one, everyone who may push to the branch deploys to production." >&2
  exit 2
fi

REVIEWERS=""
for REVIEWER in "$@"; do
  case "$REVIEWER" in
  team:*) TYPE=Team && ID="$(gh api "orgs/\${REPOSITORY%%/*}/teams/\${REVIEWER#team:}" --jq .id)" ;;
  *) TYPE=User && ID="$(gh api "users/$REVIEWER" --jq .id)" ;;
  esac
  REVIEWERS="$REVIEWERS{\\"type\\":\\"$TYPE\\",\\"id\\":$ID},"
done
REVIEWERS="[\${REVIEWERS%,}]"

# environment NAME BRANCH REVIEWERS: who has pushed does not approve their own push; only this branch may deploy.
environment() {
  SELF=true
  test "$3" != '[]' || SELF=false
  printf '{"reviewers":%s,"prevent_self_review":%s,"deployment_branch_policy":{"protected_branches":false,"custom_branch_policies":true}}' "$3" "$SELF" |
    gh api --silent --method PUT "repos/$REPOSITORY/environments/$1" --input -
  POLICIES="repos/$REPOSITORY/environments/$1/deployment-branch-policies"
  gh api "$POLICIES" --jq '.branch_policies[] | "\\(.id) \\(.name)"' | while read -r ID NAME; do
    test "$NAME" = "$2" || gh api --silent --method DELETE "$POLICIES/$ID"
  done
  gh api "$POLICIES" --jq '.branch_policies[].name' | grep -Fxq "$2" ||
    gh api --silent --method POST "$POLICIES" -f "name=$2" -f type=branch
  echo "$1: branch $2, $(test "$3" = '[]' && echo 'no reviewers' || echo 'reviewers set')"
}

${calls.join('\n')}
`;
}
