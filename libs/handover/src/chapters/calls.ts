import { callersOf, callHost } from '@careplane/config';
import type { ContainerService, PlatformModel, WebWorkload } from '@careplane/config';
import { code, heading, paragraph, tableOf, toChapter } from '../document/block';
import type { Block, Text } from '../document/block';

/** The services that call it, and those that it calls, through the private load balancer. */
export function calls(service: ContainerService, model: PlatformModel): Block[] {
  const callers = callersOf(model, service.name).map(({ name }) => name);
  const called = model.services.flatMap((other) =>
    other.kind === 'web' && service.calls.includes(other.name) ? [other] : [],
  );
  if (callers.length + called.length === 0) return [];
  const row = (direction: string, other: string, { name, callPort }: WebWorkload) =>
    model.environments.map(({ name: environment, domain }): Text[] => [
      direction,
      toChapter(other, `service-${other}`),
      environment,
      code(`https://${callHost(name, domain)}:${callPort}`),
    ]);
  return [
    heading('Calls inside of the VPC'),
    tableOf(
      'Services that call it, and services that it calls',
      ['direction', 'service', 'environment', 'address'],
      [
        ...(service.kind === 'web' ? callers.flatMap((caller) => row('is called by', caller, service)) : []),
        ...called.flatMap((each) => row('calls', each.name, each)),
      ],
    ),
    paragraph(
      'The private load balancer takes these requests. Its security group lets each caller in at the ports of the services that it calls, and lets no one else in. AWS WAF does not see them. Records and certificate are those of *.internal, below the domain of the environment.',
    ),
  ];
}
