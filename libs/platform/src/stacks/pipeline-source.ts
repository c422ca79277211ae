import { posix } from 'node:path';
import type { PlatformModel, Repository, Service } from '@careplane/config';
import type { Origin } from '@careplane/pipeline';

/** Where a service's pipelines read its source; undefined for a path of a repository that the platform does not name. */
export interface ServiceSource {
  readonly origin: Origin;
  /** Folder in the repository from which the image or the site is built. */
  readonly sourcePath: string;
  readonly triggerPaths?: readonly string[];
}

/**
 * A service's own repository; else its folder in the platform's, where it starts only on changes of that folder, as far as
 * the host can tell.
 */
export function serviceSource(platform: PlatformModel, service: Service): ServiceSource | undefined {
  const { github, codecommit } = service.source;
  const { triggerPaths } = service.kind === 'static' ? service.build : service.image;
  if (github !== undefined || codecommit !== undefined) {
    return {
      origin: originOf(platform, github === undefined ? { codecommit: codecommit ?? '' } : { github }),
      sourcePath: '.',
      ...(triggerPaths === undefined ? {} : { triggerPaths }),
    };
  }
  if (platform.repository === undefined) return undefined;
  const origin = originOf(platform, platform.repository.origin);
  const sourcePath = posix.join(platform.repository.folder, sourceFolder(service));
  return {
    origin,
    sourcePath,
    ...(origin.kind === 'github' ? { triggerPaths: triggerPaths ?? [`${sourcePath}/**`] } : {}),
  };
}

/** Folder of a service's source, from the folder of its platform. */
export function sourceFolder({ folder, source }: Service): string {
  return posix.join(folder, source.path ?? '.');
}

/** A repository as pipelines read it. The rules have made sure that one on GitHub has a connection. */
export function originOf(platform: PlatformModel, origin: Repository['origin']): Origin {
  if ('codecommit' in origin) return { kind: 'codecommit', repository: origin.codecommit };
  const { githubConnectionArn } = platform;
  if (githubConnectionArn === undefined) throw new Error(`${origin.github} is on GitHub and there is no connection`);
  return { kind: 'github', repository: origin.github, connectionArn: githubConnectionArn };
}
