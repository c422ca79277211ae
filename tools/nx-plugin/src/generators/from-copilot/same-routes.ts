import { given } from './note';
import type { ConvertedService } from './service';

/**
 * Give services with the same routes hosts of their own. In Copilot each had an alias or a load balancer of its own; here all are
 * behind one load balancer, which cannot send one request to two services. The first service keeps the bare domain.
 */
export function apart(services: readonly ConvertedService[]): ConvertedService[] {
  const taken = new Set<string>();
  return services.map((converted) => {
    const routes = converted.service['routes'];
    const key = JSON.stringify(routes);
    if (!Array.isArray(routes) || routes.length === 0 || !taken.has(key)) {
      taken.add(key);
      return converted;
    }
    const { name, service, notes } = converted;
    const own = (routes as readonly object[]).map((route) => ({ ...route, host: name }));
    const words = `Another service has the same routes. The generated host of this one is ${name}: its address is ${name}.<domain of the environment>.`;
    const file = notes[0]?.file ?? name;
    return {
      ...converted,
      service: { ...service, routes: own },
      notes: [{ file, place: 'http', given: given(routes), words }, ...notes],
    };
  });
}
