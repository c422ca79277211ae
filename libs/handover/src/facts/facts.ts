import type { Environment, Service } from '@careplane/config';
import type { HandoverInput } from '../input';
import { pipelinesAmong } from './pipelines';
import type { PipelineFacts } from './pipelines';
import { ofType, resourcesBy, resourcesOfStacks } from './resources';
import type { NamedResource } from './resources';

/** What the chapters are written from: the input, and what was read out of the templates once for all of them. */
export interface HandoverFacts {
  readonly input: HandoverInput;
  readonly resources: readonly NamedResource[];
  /** The same by the names of their stacks. */
  readonly ofStack: ReadonlyMap<string, readonly NamedResource[]>;
  readonly pipelines: readonly PipelineFacts[];
  /** Environments in the order in which a change reaches them: production last. */
  readonly environments: readonly Environment[];
  /** Log groups by the last part of their names. */
  readonly logGroups: ReadonlyMap<string, NamedResource>;
}

/** Read the templates of an input. */
export function handoverFacts(input: HandoverInput): HandoverFacts {
  const resources = resourcesOfStacks(input);
  return {
    input,
    resources,
    ofStack: resourcesBy(resources, 'stack'),
    pipelines: pipelinesAmong(resources, input),
    environments: [...input.model.environments].sort((a, b) => Number(a.production) - Number(b.production)),
    logGroups: new Map(
      ofType(resources, 'AWS::Logs::LogGroup').map((group) => [
        group.name?.split('/').at(-1) ?? group.logicalId,
        group,
      ]),
    ),
  };
}

/** A service with its environments in the order in which a change reaches them. */
export function productionLast<Kind extends Service>(
  { environments }: Pick<HandoverFacts, 'environments'>,
  service: Kind,
): Kind {
  const place = new Map(environments.map(({ name }, index) => [name, index]));
  const by = (each: { readonly environment: string }) => place.get(each.environment) ?? 0;
  return { ...service, deployments: [...service.deployments].sort((a, b) => by(a) - by(b)) };
}

/** The stack of a service in an environment. */
export function serviceStackName({ input }: HandoverFacts, service: string, environment: string): string {
  return `${input.model.name}-${service}-${environment}`;
}

/** A service’s folder, as commands name it. */
export function serviceFolder({ input }: HandoverFacts, { folder }: Service): string {
  return `${input.folder}/${folder}`;
}

/** Of a service in an environment the resources of a type. */
export function ofService(facts: HandoverFacts, service: string, environment: string, type: string): NamedResource[] {
  const stack = serviceStackName(facts, service, environment);
  return (facts.ofStack.get(stack) ?? []).filter((resource) => resource.type === type);
}

/** The pipeline of a service in an environment; none where a workflow elsewhere or no one deploys it. */
export function pipelineOf(facts: HandoverFacts, service: string, environment: string): PipelineFacts | undefined {
  return facts.pipelines.find(({ target }) => target?.service === service && target.environment === environment);
}

/** The service that examples speak of: the first with a pipeline, else the first. */
export function exampleService({ input, pipelines }: HandoverFacts): Service | undefined {
  // One that takes requests shows the most, and a static site the least.
  const shown = ['web', 'worker', 'scheduled', 'static'];
  const services = [...input.model.services].sort((a, b) => shown.indexOf(a.kind) - shown.indexOf(b.kind));
  return services.find(({ name }) => pipelines.some(({ target }) => target?.service === name)) ?? services[0];
}

/** File of a service’s exceptions; where service.yaml names none, the name that the guide uses. */
export function exceptionsFile(service: Service): string {
  return writtenExceptions(service) ?? 'careplane-exceptions.yaml';
}

/** The same, and nothing where service.yaml names none. */
export function writtenExceptions(service: Service): string | undefined {
  return service.kind === 'static' ? service.build.exceptions : service.image.exceptions;
}

/** The environment that examples speak of: the first before production, else the first. */
export function exampleEnvironment({ environments }: HandoverFacts): Environment | undefined {
  return environments[0];
}

/** The first production environment. */
export function productionOf({ environments }: HandoverFacts): Environment | undefined {
  return environments.find(({ production }) => production);
}
