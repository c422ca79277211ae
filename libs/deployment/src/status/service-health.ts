import { DescribeServicesCommand } from '@aws-sdk/client-ecs';
import type { Service } from '@aws-sdk/client-ecs';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { parseArn } from '@careplane/config';
import { atAws } from '../aws/aws-errors';
import type { HealthClients } from './clients';

/** Targets of a service at its load balancer. */
export interface TargetHealth {
  readonly healthy: number;
  readonly all: number;
  /** Why others are not healthy, in the words of the load balancer; each reason once. */
  readonly reasons: readonly string[];
}

/** How a service of ECS is. */
export interface ServiceHealth {
  readonly name: string;
  /** Tasks that run, and that are to run. */
  readonly running: number;
  readonly desired: number;
  /** State of the newest deployment: COMPLETED, IN_PROGRESS or FAILED; empty where ECS gives none. */
  readonly rollout: string;
  /** What ECS says about this state. */
  readonly reason?: string;
  /** Left out for a service without a load balancer. */
  readonly targets?: TargetHealth;
}

/** State of a target that gets requests. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html */
const HEALTHY = 'healthy';

/**
 * How a service is; undefined where ECS has no such service.
 *
 * @param arn its ARN, with the name of its cluster
 */
export async function serviceHealth(arn: string, clients: HealthClients): Promise<ServiceHealth | undefined> {
  const [, cluster = 'default', name = ''] = parseArn(arn).resource.split('/');
  const { services = [] } = await atAws(`looking at the service ${name}`, () =>
    clients.services.send(new DescribeServicesCommand({ cluster, services: [arn] })),
  );
  const service = services.find(({ status }) => status !== 'INACTIVE');
  if (service === undefined) return undefined;
  const newest = service.deployments?.find(({ status }) => status === 'PRIMARY');
  const targets = await targetsOf(service, clients);
  return {
    ...{ name, running: service.runningCount ?? 0, desired: service.desiredCount ?? 0 },
    rollout: newest?.rolloutState ?? '',
    ...(newest?.rolloutStateReason === undefined ? {} : { reason: newest.rolloutStateReason }),
    ...(targets === undefined ? {} : { targets }),
  };
}

async function targetsOf(service: Service, clients: HealthClients): Promise<TargetHealth | undefined> {
  const groups = (service.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
  if (groups.length === 0) return undefined;
  const found = [];
  for (const group of groups) {
    const answer = await atAws(`looking at the targets of ${service.serviceName}`, () =>
      clients.balancers.send(new DescribeTargetHealthCommand({ TargetGroupArn: group })),
    );
    // A target of a task that has stopped still gets its last requests.
    found.push(...(answer.TargetHealthDescriptions ?? []).filter((each) => each.TargetHealth?.State !== 'draining'));
  }
  const others = found.filter((each) => each.TargetHealth?.State !== HEALTHY);
  const reasons = others.map(
    ({ TargetHealth: { State = '', Description, Reason } = {} }) => Description ?? Reason ?? State,
  );
  return { healthy: found.length - others.length, all: found.length, reasons: [...new Set(reasons)] };
}

/** Whether a service does what it should: all tasks run, the deployment is done, and all targets are healthy. */
export function isWell({ running, desired, rollout, targets }: ServiceHealth): boolean {
  if (running < desired || (rollout !== 'COMPLETED' && rollout !== '')) return false;
  return targets === undefined || targets.healthy === targets.all;
}
