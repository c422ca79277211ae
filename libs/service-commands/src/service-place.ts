import { BadInput } from '@careplane/command-line';
import { SHARED_SCOPE } from '@careplane/config';
import type { Environment, PlatformModel, Service } from '@careplane/config';
import { loadTarget } from '@careplane/platform/target';
import type { Target } from '@careplane/platform/target';

/** A service in an environment, as a command was asked about it. */
export interface ServicePlace {
  readonly target: Target;
  readonly model: PlatformModel;
  readonly service: Service;
  readonly environment: Environment;
}

/**
 * The service in a folder, in an environment.
 *
 * @throws BadInput for the folder of a platform, an unknown environment, and `shared`
 */
export function servicePlace(directory: string, env: string): ServicePlace {
  const target = loadTarget(directory, { env });
  const { model, selection } = target;
  const service = model.services.find(({ name, unit }) => [name, unit].includes(selection.service ?? ''));
  if (service === undefined) {
    const folders = model.services.map((each) => each.directory).join(', ');
    throw new BadInput(
      `${directory} is the folder of a platform. Give the folder of a service: ${folders || 'it has none yet'}.`,
    );
  }
  const environment = model.environments.find(({ name }) => name === env);
  if (environment === undefined) {
    const names = model.environments.map(({ name }) => name).join(', ');
    throw new BadInput(`--env ${SHARED_SCOPE} is no environment of a service. Give one of ${names}.`);
  }
  return { target, model, service, environment };
}
