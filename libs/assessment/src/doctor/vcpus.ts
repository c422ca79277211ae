import type { ContainerService, PlatformModel } from '@careplane/config';
import { isContainer } from '@careplane/config';

const CPU_UNITS_OF_A_VCPU = 1024;

/** vCPUs of Fargate in a region of the platform's own account. */
export interface Vcpus {
  /** With every service at its largest number of tasks, and every job at work. */
  readonly running: number;
  /** And while all services are deployed at once, as a first deploy and a change of them all do. */
  readonly all: number;
}

/** How many vCPUs of Fargate the tasks of a platform have in a region, in the platform's own account. */
export function vcpusIn(
  { account, environments, services }: Pick<PlatformModel, 'account' | 'environments' | 'services'>,
  region: string,
): Vcpus {
  const here = environments
    .filter((each) => each.account === account && each.region === region)
    .map(({ name }) => name);
  const each = services.filter(isContainer).flatMap((service) => unitsOf(service, here));
  const sum = (key: keyof Vcpus) => each.reduce((all, units) => all + units[key], 0) / CPU_UNITS_OF_A_VCPU;
  return { running: sum('running'), all: sum('all') };
}

/** In CPU units. A rolling deploy starts as many tasks as there are (200 percent); a singleton and a job are stopped first. */
function unitsOf(service: ContainerService, environments: readonly string[]): Vcpus[] {
  return service.deployments
    .filter(({ environment }) => environments.includes(environment))
    .map((deployment) => {
      if (!('scaling' in deployment)) return { running: deployment.cpu, all: deployment.cpu };
      const { max, schedule } = deployment.scaling;
      const running = deployment.cpu * Math.max(max, ...schedule.map((change) => change.max));
      return { running, all: 'singleton' in service && service.singleton ? running : 2 * running };
    });
}
