import type { Path } from '@careplane/problems';
import type { ParsedAnyService, ParsedService, ParsedWeb, ParsedWorker } from '../model';

/** Every place where the service sets an environment variable. */
export function variablePlaces(service: ParsedAnyService): { path: Path; name: string; value: unknown }[] {
  const entries = (path: Path, variables: Record<string, unknown> | undefined) =>
    Object.entries(variables ?? {}).map(([name, value]) => ({ path: [...path, name], name, value }));
  return [
    ...entries(['environment'], service.environment),
    ...Object.entries(service.environments).flatMap(([name, override]) =>
      entries(['environments', name, 'environment'], override.environment),
    ),
  ];
}

export type WrittenRoute = NonNullable<ParsedWeb['routes']>[number];

/** Every place where the service writes a route. */
export function routePlaces(service: ParsedService): { path: Path; route: WrittenRoute }[] {
  if (service.kind !== 'web') return [];
  const entries = (path: Path, routes: readonly WrittenRoute[] | undefined) =>
    (routes ?? []).map((route, index) => ({ path: [...path, index], route }));
  return [
    ...entries(['routes'], service.routes),
    ...Object.entries(service.environments).flatMap(([name, override]) =>
      entries(['environments', name, 'routes'], override.routes),
    ),
  ];
}

/** Where a bound of scaling is written for an environment: in its override, else for all; undefined when nowhere. */
export function placeOf(
  service: ParsedWeb | ParsedWorker,
  environment: string,
  key: 'min' | 'max' | 'schedule',
): (string | number)[] | undefined {
  if (service.environments[environment]?.scaling?.[key] !== undefined)
    return ['environments', environment, 'scaling', key];
  return service.scaling?.[key] === undefined ? undefined : ['scaling', key];
}
