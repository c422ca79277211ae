import { githubImageRoleName, rolePath, SHARED_SCOPE } from '@careplane/config';
import type { Environment, PlatformModel, Service } from '@careplane/config';
import { deployBuildRoleName } from '@careplane/pipeline';
import { serviceSource } from './pipeline-source';

/**
 * Who deploys the service's images to an environment: the build of its pipeline, and for a source in the platform's own
 * repository the job of the GitHub workflow, whose role only an administrator can make. A role that does not exist opens nothing.
 */
export function buildersOf(
  platform: PlatformModel,
  service: Service,
  { name }: Environment,
): { readonly path: string; readonly name: string }[] {
  const pipeline = {
    path: rolePath(platform.name, SHARED_SCOPE),
    name: deployBuildRoleName(service.unit, name),
  };
  const workflow = { path: '/', name: githubImageRoleName(platform.name, name, 'deploy') };
  return [
    ...(serviceSource(platform, service) === undefined ? [] : [pipeline]),
    ...(service.source.path === undefined ? [] : [workflow]),
  ];
}
