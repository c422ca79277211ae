import { githubEnvironmentName, githubWorkflowFile } from '@careplane/config';
import { githubRoles } from '../roles';
import type { CiTarget } from '../target';
import { indented, variableLines } from '../yaml-lines';

/** Id of the step that asks AWS for the role. */
export const CREDENTIALS_STEP = 'credentials';

/**
 * A step that says what AWS would have allowed, after it has refused the role: AWS itself says only "not authorized". A token of
 * another branch, of a fork or of another environment ends here, before anything of the job has run.
 *
 * @param name of the role
 * @throws Error when the workflow has no such role
 */
export function sayWhyRefused(target: CiTarget, name: string): string {
  const role = githubRoles(target).find((known) => known.name === name);
  if (role === undefined) throw new Error(`the workflow of ${target.platform} has no role ${name}`);
  const { branches, scope, workflow = githubWorkflowFile(target.platform) } = role.jobs;
  const environment = scope === undefined ? 'none' : githubEnvironmentName(target.platform, scope);
  const { repositoryId, ownerId } = target.identity;
  const allowed = [
    `repository ${target.repository} with the number ${repositoryId}`,
    `owner ${ownerId}`,
    `ref ${branches.map((branch) => `refs/heads/${branch}`).join(' or ')}`,
    `workflow ${target.repository}/${workflow} of that ref`,
    `environment ${environment}`,
  ];
  const variables = { ROLE: name, ENVIRONMENT: environment, ALLOWED: allowed.join(', ') };
  return [
    '- name: Say why AWS gave no role',
    `  if: failure() && steps.${CREDENTIALS_STEP}.outcome == 'failure'`,
    '  env:',
    indented(variableLines(variables), 4),
    '  run: |',
    indented(commands(target), 4),
  ].join('\n');
}

function commands({ platform, folder, region, packages }: CiTarget): string {
  return [
    'GIVEN="repository $GITHUB_REPOSITORY with the number $GITHUB_REPOSITORY_ID, owner $GITHUB_REPOSITORY_OWNER_ID, ref $GITHUB_REF, workflow $GITHUB_WORKFLOW_REF, environment $ENVIRONMENT"',
    'echo "::error title=careplane::AWS did not give the role $ROLE to this job, and nothing was changed. Given: $GIVEN. Allowed: $ALLOWED."',
    'echo "If what is given is right, the role is missing or was made for something else. Write it again: ' +
      `${packages.exec} nx g @careplane/nx:ci ` +
      `--platform ${platform}` +
      '; then, with the credentials of an administrator: ' +
      `aws cloudformation deploy --stack-name ${platform}-github-roles --region ${region} --template-file ${folder}/github-roles.yaml --capabilities CAPABILITY_NAMED_IAM"`,
  ].join('\n');
}
