import { githubWorkflowFile } from '@careplane/config';
import { CHECKED } from '@careplane/pipeline/builds';
import type { Step } from '@careplane/pipeline/builds';

/** The published command says of a service whether a workflow makes its images, and looks for it. */
export function handOnWorkflow(platform: string): Step {
  return {
    name: 'hand on the workflow',
    phase: 'build',
    why: 'as data: the command tells services with a workflow from those that get no image',
    commands: [`cp --parents "${githubWorkflowFile(platform)}" "$OUTPUT/${CHECKED.workspace}"`],
  };
}
