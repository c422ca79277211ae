import { githubWorkflowFile } from '@careplane/config';
import type { PlatformModel, Service } from '@careplane/config';

/** The README's text about the way from a commit to the running service, and about its targets. */
export interface ReadmeTexts extends Readonly<Record<string, string>> {
  /** Configuration of `nx diff` and `nx deploy` in the examples: the first environment. */
  readonly environment: string;
  readonly way: string;
  readonly back: string;
}

/**
 * From the model, so that nothing is named that does not exist.
 *
 * @param hasWorkflow whether the platform's GitHub workflow is in the repository
 */
export function readmeTexts(model: PlatformModel, service: Service, hasWorkflow: boolean): ReadmeTexts {
  const [first] = model.environments;
  const environment = first?.name ?? '';
  const { source, unit } = service;
  if (source.path === undefined || model.repository !== undefined) {
    const pipelines = model.environments.map(({ name, branch }) => `\`${unit}-${name}\` (branch \`${branch}\`)`);
    return {
      environment,
      way: `A push to an environment’s branch builds, scans and deploys the image through a pipeline: ${pipelines.join(', ')}.`,
      back: 'Release the older commit through the pipeline. Its image is still in the repository.',
    };
  }
  const branches = model.environments.map(({ name, branch }) => `\`${branch}\` to ${name}`).join(', ');
  const again = 'Revert the commit and push. The workflow builds, scans and deploys the older source again.';
  if (hasWorkflow) {
    return {
      environment,
      way: `The GitHub workflow \`${githubWorkflowFile(model.name)}\` builds, scans and deploys the image when a push changes this service: ${branches}.`,
      back: again,
    };
  }
  return {
    environment,
    way: `**Nothing builds the image yet**: \`platform.yaml\` names no repository, so there is no pipeline. Write \`repository\` there, or make a
GitHub workflow: \`npx nx g @careplane/nx:ci --platform ${model.name}\`.`,
    back: again,
  };
}
