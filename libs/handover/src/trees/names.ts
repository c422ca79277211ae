import { shellWord } from '@careplane/problems';
import type { Deployment, Environment, Service, WebDeployment, WebWorkload } from '@careplane/config';
import { exampleService, ofService, pipelineOf, productionOf, serviceFolder, serviceStackName } from '../facts/facts';
import type { HandoverFacts } from '../facts/facts';
import { handleOf } from '../facts/resources';
import type { NamedResource } from '../facts/resources';
import type { PipelineFacts } from '../facts/pipelines';

/** The names that the trees put into their commands: one service in production, as the templates have it. */
export interface TreeNames {
  readonly service: Service;
  readonly environment: Environment;
  readonly deployment: Deployment;
  /** The same where it takes requests. */
  readonly web?: { readonly service: WebWorkload; readonly deployment: WebDeployment };
  readonly region: string;
  readonly cluster: string;
  readonly stack: string;
  readonly log: string;
  /** The service’s folder in the repository. */
  readonly folder: string;
  /** Command that shows the service’s log of the newest time, such as 2h. */
  readonly showLog: (since: string) => string;
  readonly pipeline: PipelineFacts | undefined;
  /** Log group of a build by the name of its action; undefined where there is none. */
  readonly buildLog: (action: string) => string | undefined;
  /** Shell expression of the name that CloudFormation chose for a resource of the service’s stack. */
  readonly physical: (type: string) => string;
}

/** Names for the trees, which are about containers; undefined for a platform without such a service. */
export function treeNames(facts: HandoverFacts): TreeNames | undefined {
  const service = exampleService(facts);
  const environment = productionOf(facts) ?? facts.environments[0];
  if (service === undefined || service.kind === 'static') return undefined;
  const deployment = service.deployments.find((each) => each.environment === environment?.name);
  if (environment === undefined || deployment === undefined) return undefined;
  const pipeline = pipelineOf(facts, service.name, environment.name);
  const first = (type: string): NamedResource | undefined => ofService(facts, service.name, environment.name, type)[0];
  const log = first('AWS::Logs::LogGroup');
  const folder = serviceFolder(facts, service);
  return {
    service,
    environment,
    deployment,
    ...webOf(service, environment.name),
    region: environment.region,
    cluster: `${facts.input.model.name}-${environment.name}`,
    stack: serviceStackName(facts, service.name, environment.name),
    log: log === undefined ? '' : handleOf(log),
    folder,
    showLog: (since) => `npx careplane logs ${shellWord(folder)} --env ${environment.name} --since ${shellWord(since)}`,
    pipeline,
    buildLog: (action) => {
      const project = pipeline?.actions.find(({ name }) => name === action)?.project;
      const group = project === undefined ? undefined : facts.logGroups.get(project);
      return group === undefined ? undefined : handleOf(group);
    },
    physical: (type) => {
      const resource = first(type);
      return resource === undefined
        ? ''
        : `"$(aws cloudformation describe-stack-resource --region ${resource.region} --stack-name ${resource.stack} --logical-resource-id ${resource.logicalId} --query StackResourceDetail.PhysicalResourceId --output text)"`;
    },
  };
}

function webOf(service: Service, environment: string): Pick<TreeNames, 'web'> {
  if (service.kind !== 'web') return {};
  const deployment = service.deployments.find((each) => each.environment === environment);
  return deployment === undefined ? {} : { web: { service, deployment } };
}
