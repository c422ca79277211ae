import { existsSync, readFileSync } from 'node:fs';
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
  /** A static site. @default false */
  readonly isSite?: boolean;
  /** Of a static site: a workflow that was made before the platform had one, and so has no jobs for sites. @default - none */
  readonly workflowWithoutSites?: string;
}

/** The jobs of a workflow that build sites have names like this. */
const SITE_JOB = /^ {2}site-build-/m;

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
    ...workflowFor(kind, workflow),
  }));
}

function workflowFor(
  kind: string,
  workflow: FoundWorkflow | undefined,
): Pick<WithoutPipeline, 'workflow' | 'workflowWithoutSites'> {
  if (workflow === undefined) return {};
  const { name, path } = workflow;
  const releases = kind !== 'static' || SITE_JOB.test(readFileSync(path, 'utf8'));
  return releases ? { workflow: name } : { workflowWithoutSites: name };
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
export function explainWithoutPipeline({
  service,
  why,
  workflow,
  isSite,
  workflowWithoutSites: old,
}: WithoutPipeline): string {
  const fact = `${service} has no pipeline, because ${why}`;
  if (isSite === true) {
    if (workflow !== undefined) return `${fact}; the GitHub workflow ${workflow} builds, scans and releases it.`;
    const also = old === undefined ? '' : `, and the GitHub workflow ${old} has no jobs for sites`;
    return `${fact}${also}: nothing builds this site, and it has no files until it is released.`;
  }
  return workflow === undefined
    ? `${fact}: nothing builds the image of this service, and it does not run until an image exists.`
    : `${fact}; the GitHub workflow ${workflow} builds, scans and deploys its image.`;
}

/** What to do about those that nothing makes an image for; undefined when there is none. */
export function imageAdvice(services: readonly WithoutPipeline[], platform: string): string | undefined {
  const open = services.filter(({ workflow }) => workflow === undefined);
  if (open.length === 0) return undefined;
  const write = 'To fix this, write "repository" in platform.yaml';
  const generate = `npx nx g @careplane/nx:ci --platform ${platform}`;
  const [old] = open.flatMap(({ workflowWithoutSites }) => workflowWithoutSites ?? []);
  return old === undefined
    ? `${write}, or generate a GitHub workflow: ${generate}`
    : `${write}, or delete ${old} and the platform’s github-roles.yaml, generate them again (${generate}), and deploy the roles.`;
}

interface FoundWorkflow {
  /** As it is named from the root of the repository. */
  readonly name: string;
  readonly path: string;
}

/** The workflow, at the root of the repository or above the folder. */
function findWorkflow(directory: string, name: string): FoundWorkflow | undefined {
  for (let folder = resolve(directory); ; folder = dirname(folder)) {
    const path = join(folder, name);
    if (existsSync(path)) return { name, path };
    if (existsSync(join(folder, '.git')) || folder === dirname(folder)) return undefined;
  }
}
