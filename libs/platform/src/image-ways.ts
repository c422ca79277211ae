import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { githubWorkflowFile } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';
import { serviceSource } from './stacks/pipeline-source';
import type { UnitSelection } from './unit-selection';

/** A service without a pipeline of its own in AWS. */
export interface WithoutPipeline {
  readonly unit: string;
  readonly service: string;
  readonly why: string;
  /** GitHub workflow that builds and deploys the image in its place; none, and nothing makes an image. */
  readonly workflow?: string;
  /** A static site, which no GitHub workflow releases. @default false */
  readonly isSite?: boolean;
}

/**
 * The selected services that have no pipeline. Their stacks can be deployed all the same, and then nothing runs in them: so
 * the problem is reported before.
 *
 * @param directory folder of the platform or of one of its services
 */
export function withoutPipeline(
  model: PlatformModel,
  selection: Pick<UnitSelection, 'service' | 'units'>,
  directory: string,
): WithoutPipeline[] {
  const services = model.services.filter(
    (service) =>
      (selection.service ?? service.name) === service.name &&
      (selection.units?.includes(service.unit) ?? true) &&
      serviceSource(model, service) === undefined,
  );
  if (services.length === 0) return [];
  const workflow = findWorkflow(directory, githubWorkflowFile(model.name));
  return services.map(({ unit, name, kind }) => ({
    unit,
    service: name,
    why: 'platform.yaml has no repository',
    ...(kind === 'static' ? { isSite: true } : {}),
    // The workflow releases containers only.
    ...(workflow === undefined || kind === 'static' ? {} : { workflow }),
  }));
}

/**
 * That a platform has no service: a sentence for people who expect one. A folder counts with a service.yaml in it.
 *
 * @param directory folder of the platform
 */
export function withoutServices(
  { name, services }: Pick<PlatformModel, 'name' | 'services'>,
  directory: string,
): string[] {
  if (services.length > 0) return [];
  return [`${name} has no service: no folder directly below ${directory} has a service.yaml.`];
}

/** One sentence for each service that has no pipeline. */
export function explainWithoutPipeline({ service, why, workflow, isSite }: WithoutPipeline): string {
  const fact = `${service} has no pipeline, because ${why}`;
  if (isSite === true) return `${fact}: nothing builds this site, and it has no files until its pipeline has run.`;
  return workflow === undefined
    ? `${fact}: nothing builds the image of this service, and it does not run until an image exists.`
    : `${fact}; the GitHub workflow ${workflow} builds, scans and deploys its image.`;
}

/** What to do about those that nothing makes an image for; undefined when there is none. */
export function imageAdvice(services: readonly WithoutPipeline[], platform: string): string | undefined {
  const open = services.filter(({ workflow }) => workflow === undefined);
  if (open.length === 0) return undefined;
  const write = 'To fix this, write "repository" in platform.yaml';
  return open.every(({ isSite }) => isSite === true)
    ? `${write}: a static site is released by its pipeline in AWS.`
    : `${write}, or generate a GitHub workflow: npx nx g @careplane/nx:ci --platform ${platform}`;
}

/** The workflow, at the root of the repository or above the folder; as it is named from there. */
function findWorkflow(directory: string, file: string): string | undefined {
  for (let folder = resolve(directory); ; folder = dirname(folder)) {
    if (existsSync(join(folder, file))) return file;
    if (existsSync(join(folder, '.git')) || folder === dirname(folder)) return undefined;
  }
}
