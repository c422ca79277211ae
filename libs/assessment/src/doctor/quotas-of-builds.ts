import { RAISABLE_BUILDS } from '@careplane/aws-facts';
import type { RaisableQuota } from '@careplane/aws-facts';
import type { PlatformModel, Service } from '@careplane/config';

type Size = keyof typeof RAISABLE_BUILDS;

/**
 * Sizes of the machines that the pipelines build on, each with its quota. Machines for arm64 have quotas of their own and are left out: they
 * build images alone, and the scan and the deploy of the same pipeline do not run on them.
 */
export function buildSizes({
  repository,
  services,
}: Pick<PlatformModel, 'repository' | 'services'>): { readonly size: Size; readonly quota: RaisableQuota }[] {
  const built = services.filter(({ source }) => source.path === undefined || repository !== undefined);
  const sizes = new Set<Size>([
    ...(repository === undefined ? [] : [repository.buildSize]),
    // Every pipeline scans on a medium machine and deploys from a small one.
    ...(built.length === 0 ? [] : (['small', 'medium'] as const)),
    ...built.filter((service) => !isForArm(service)).map(sizeOf),
  ]);
  return (Object.keys(RAISABLE_BUILDS) as Size[])
    .filter((size) => sizes.has(size))
    .map((size) => ({ size, quota: RAISABLE_BUILDS[size] }));
}

function sizeOf(service: Service): Size {
  return service.kind === 'static' ? service.build.buildSize : service.image.buildSize;
}

function isForArm(service: Service): boolean {
  return service.kind !== 'static' && service.architecture === 'arm64';
}
