import type { Path } from '@careplane/problems';
import type { ParsedService } from '../model';

/** Every place where a service names a queue. */
export function queuePlaces(service: ParsedService): { path: Path; queue: string; scales: boolean }[] {
  const used = Object.keys(service.queues).map((queue) => ({ path: ['queues', queue], queue, scales: false }));
  if (service.kind !== 'worker') return used;
  const levels: [Path, string | undefined][] = [
    [['scaling', 'queue', 'name'], service.scaling?.queue?.name],
    ...Object.entries(service.environments).map(([name, { scaling }]): [Path, string | undefined] => [
      ['environments', name, 'scaling', 'queue', 'name'],
      scaling?.queue?.name,
    ]),
  ];
  return [...used, ...levels.flatMap(([path, queue]) => (queue === undefined ? [] : [{ path, queue, scales: true }]))];
}
