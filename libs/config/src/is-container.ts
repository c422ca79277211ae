import type { ContainerService, Service } from './model';

/** Whether a service runs containers; a static site does not. */
export function isContainer(service: Service): service is ContainerService {
  return service.kind !== 'static';
}
