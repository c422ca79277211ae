import { githubWorkflowFile } from '@careplane/config';
import type { PlatformModel, StaticSite } from '@careplane/config';

/**
 * The README's sentence about the way from a commit to what visitors get; from the model, so that nothing is named that does not exist.
 *
 * @param hasWorkflow whether the platform's GitHub workflow is in the repository
 */
export function wayOf(model: PlatformModel, { source, unit }: StaticSite, hasWorkflow: boolean): string {
  if (source.path === undefined || model.repository !== undefined) {
    const pipelines = model.environments.map(({ name, branch }) => `\`${unit}-${name}\` (branch \`${branch}\`)`);
    return `A push to an environment’s branch builds, scans and releases the site through a pipeline: ${pipelines.join(', ')}.`;
  }
  const branches = model.environments.map(({ name, branch }) => `\`${branch}\` to ${name}`).join(', ');
  return hasWorkflow
    ? `The GitHub workflow \`${githubWorkflowFile(model.name)}\` builds, scans and releases the site when a push changes it: ${branches}. A workflow that was made before the platform had a static site has no jobs for sites: delete it, and make it again with \`npx nx g @careplane/nx:ci --platform ${model.name}\`.`
    : `**Nothing releases the site yet**: \`platform.yaml\` names no repository, so there is no pipeline. Write \`repository\` there, or make a GitHub workflow: \`npx nx g @careplane/nx:ci --platform ${model.name}\`.`;
}
