import { readdirSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { nearest, renderGiven, renderPath, visible } from '@careplane/problems';
import type { Path, Problem } from '@careplane/problems';
import { SERVICE_FILE, readText } from './files';
import type { PlatformModel, Service } from './model';
import { readConfigYaml } from './read-config-yaml';

/** A file or folder that a build needs. */
interface Needed {
  readonly path: Path;
  readonly given: string;
  readonly at: string;
  readonly kind: 'file' | 'folder';
}

/**
 * What the pipelines of services would not find in this repository: the folder of the source, and in it the Dockerfile, the folder
 * that is built and the file of exceptions. Sources in other repositories are not looked at, and nothing is built without a repository.
 */
export function missingSources({ repository, services }: PlatformModel): Problem[] {
  if (repository === undefined) return [];
  return services.flatMap((service) => {
    const missing = neededBy(service).filter(({ at, kind }) => !exists(at, kind));
    // Without its folder nothing of a source is there.
    return missing.slice(0, missing[0]?.path[0] === 'source' ? 1 : undefined).map((each) => problemOf(service, each));
  });
}

function neededBy(service: Service): Needed[] {
  const { source, directory } = service;
  if (source.path === undefined) return [];
  const top = join(directory, source.path);
  if (service.kind === 'static') {
    const { exceptions: given } = service.build;
    return [
      { path: ['source', 'path'], given: source.path, at: top, kind: 'folder' },
      ...(given === undefined
        ? []
        : [{ path: ['build', 'exceptions'], given, at: join(top, given), kind: 'file' as const }]),
    ];
  }
  const { image } = service;
  const { dockerfile, context, exceptions } = image;
  return [
    { path: ['source', 'path'], given: source.path, at: top, kind: 'folder' },
    { path: ['image', 'dockerfile'], given: dockerfile, at: join(top, dockerfile), kind: 'file' },
    { path: ['image', 'context'], given: context, at: join(top, context), kind: 'folder' },
    ...(exceptions === undefined
      ? []
      : [{ path: ['image', 'exceptions'], given: exceptions, at: join(top, exceptions), kind: 'file' as const }]),
  ];
}

function problemOf({ directory }: Service, { path, given, at, kind }: Needed): Problem {
  const file = join(directory, SERVICE_FILE);
  const text = readText(file);
  const read = text.ok ? readConfigYaml(file, text.value) : undefined;
  const found = statOf(at);
  const guess = found === undefined ? nearest(basename(at), namesIn(dirname(at))) : undefined;
  const other = kind === 'file' ? 'folder' : 'file';
  return {
    file,
    line: read?.ok === true ? read.yaml.lineOf(path) : 1,
    path: renderPath(path),
    message:
      found === undefined
        ? `is a ${kind} that is not in this repository: ${visible(at)}`
        : `must be a ${kind}, and is a ${other}: ${visible(at)}`,
    given: renderGiven(given),
    allowed: `a ${kind} that is there, because the pipeline builds the image from this repository`,
    fix: fixOf(kind, given, guess, found),
  };
}

function fixOf(kind: Needed['kind'], given: string, guess: string | undefined, found: Stats | undefined): string {
  if (guess !== undefined) return `did you mean "${join(dirname(given), guess)}"?`;
  if (found === undefined) return `write the ${kind}, or correct the path`;
  return kind === 'file'
    ? `name the file in it, such as ${join(given, 'Dockerfile')}`
    : `name its folder: ${dirname(given)}`;
}

function exists(path: string, kind: Needed['kind']): boolean {
  const found = statOf(path);
  return kind === 'folder' ? found?.isDirectory() === true : found?.isFile() === true;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // A folder that is missing, too, has no names to offer.
  }
}

/** What is at a path; nothing where there is nothing, and where no file can be: a name that is too long, a file for a folder. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
