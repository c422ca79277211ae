import { BadInput } from '@careplane/command-line';
import type { ContainerService, PlatformModel, Service } from '@careplane/config';
import { nearest } from '@careplane/problems';

/**
 * The service in a folder, which must have the task.
 *
 * @param focus name of the service that was loaded; undefined for a platform
 * @param directory as the person named it
 * @throws BadInput for the folder of a platform, and for a task that the service does not have
 */
export function serviceWithTask(
  model: PlatformModel,
  focus: string | undefined,
  task: string,
  directory: string,
): ContainerService {
  const service = serviceOf(model, focus, directory);
  if (service.kind === 'static') {
    throw new BadInput(`${service.name} is a static site, which has no tasks: nothing of it runs in a container.`);
  }
  requireTask(service, task);
  return service;
}

function serviceOf({ services }: PlatformModel, focus: string | undefined, directory: string): Service {
  const service = services.find(({ name, unit }) => name === focus || unit === focus);
  if (service !== undefined) return service;
  const folders = services
    .filter((each) => each.kind !== 'static' && Object.keys(each.tasks).length > 0)
    .map((each) => each.directory);
  const known = folders.length === 0 ? 'No service has tasks.' : `Services with tasks: ${folders.join(', ')}.`;
  throw new BadInput(`${directory} is the folder of a platform. Give the folder of a service. ${known}`);
}

function requireTask({ name, tasks, beforeDeploy }: ContainerService, task: string): void {
  const known = Object.keys(tasks);
  if (task === beforeDeploy?.name) {
    throw new BadInput(
      `The releases of ${name} run the task ${task} before they deploy an image, so that two never run at once. To run it again, release the image again: retry the stage Deploy of its pipeline, or run the workflow again. For a command that you start yourself, add another task without before: deploy.`,
    );
  }
  if (known.includes(task)) return;
  const guess = nearest(task, known);
  const list = known.length === 0 ? 'none; add tasks to its service.yaml' : known.join(', ');
  const other =
    beforeDeploy === undefined ? '' : ` Its releases run ${beforeDeploy.name} themselves, before they deploy an image.`;
  throw new BadInput(
    `${name} has no task ${task}. Tasks that you can run: ${list}.${other}${guess ? ` Did you mean ${guess}?` : ''}`,
  );
}
