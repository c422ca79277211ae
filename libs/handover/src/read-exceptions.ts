import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformModel, Service } from '@careplane/config';
import { parseExceptions } from '@careplane/findings';
import { writtenExceptions } from './facts/facts';
import type { ServiceExceptions } from './input';

/** The exceptions of the services that have some. Files in other repositories cannot be read from here, and that is reported. */
export function readExceptions({ services }: PlatformModel, now: Date): ServiceExceptions[] {
  return services.flatMap((service) => {
    const file = writtenExceptions(service);
    return file === undefined ? [] : [exceptionsOf(service, file, now)];
  });
}

function exceptionsOf({ name, directory, source }: Service, file: string, now: Date): ServiceExceptions {
  const { path, github, codecommit } = source;
  if (path === undefined) {
    const repository = github ?? codecommit ?? '';
    return { service: name, file, unknown: `The file is in the repository ${repository}, which was not read.` };
  }
  const place = join(directory, path, file);
  if (!existsSync(place)) return { service: name, file, unknown: 'The file does not exist.' };
  const parsed = parseExceptions(place, readFileSync(place, 'utf8'), now);
  return parsed.ok
    ? { service: name, file, exceptions: parsed.exceptions }
    : { service: name, file, unknown: 'The file has errors; careplane scan gate lists them.' };
}
