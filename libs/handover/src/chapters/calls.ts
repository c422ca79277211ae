import { callersOf, callHost } from '@careplane/config';
import type { CalledService, ContainerService, PlatformModel } from '@careplane/config';
import { code, heading, paragraph, tableOf, toChapter } from '../document/block';
import type { Block, Text } from '../document/block';

/** The services that call it, and those that it calls, through the private load balancer. */
export function calls(service: ContainerService, model: PlatformModel): Block[] {
  const callers = callersOf(model, service.name).map(({ name }) => name);
  const own = model.calledServices.find(({ name }) => name === service.name);
  const called = model.calledServices.filter(({ name }) => service.calls.includes(name));
  if (own === undefined && called.length === 0) return [];
  const row = (direction: string, other: string, { name, port }: CalledService) =>
    model.environments.map(({ name: environment, domain }): Text[] => [
      direction,
      toChapter(other, `service-${other}`),
      environment,
      code(`https://${callHost(name, domain)}:${port}`),
    ]);
  return [
    heading('Calls inside of the VPC'),
    tableOf(
      'Services that call it, and services that it calls',
      ['direction', 'service', 'environment', 'address'],
      [
        ...(own === undefined ? [] : callers.flatMap((caller) => row('is called by', caller, own))),
        ...called.flatMap((each) => row('calls', each.name, each)),
      ],
    ),
    paragraph(
      'The private load balancer takes these requests. Its security group lets each caller in at the ports of the services that it calls, and lets no one else in. AWS WAF does not see them. Records and certificate are those of *.internal, below the domain of the environment.',
    ),
  ];
}
