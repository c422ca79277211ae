import { callVariable } from '@careplane/config';
import { isRecord } from './manifest';
import { given } from './note';
import type { Note } from './note';
import type { ConvertedService } from './service';

/** A service, and the manifest that it comes from. */
export interface Origin {
  readonly file: string;
  readonly document: unknown;
  readonly converted: ConvertedService;
}

/**
 * Say who calls the services that were inside of the VPC in Copilot, where each service could call each other one. A variable that names such
 * a service says who does. Where no variable does, the services of the internet call it. A service that no other one is beside has its health
 * check as a route, because it would have no request otherwise.
 */
export function withCallers(services: readonly Origin[]): ConvertedService[] {
  const internal = services.filter(({ converted }) => isInternal(converted));
  const found = internal.map((called) => ({ called, ...callersOf(called, services) }));
  return services.map((origin) => {
    const { converted, file } = origin;
    const calls = found.filter(({ callers }) => callers.includes(origin));
    const own = found.find(({ called }) => called === origin);
    const notes: Note[] = [
      ...calls.flatMap(({ called }) => noteOnVariables(origin, called)),
      ...(own === undefined ? [] : [noteOnCallers(file, own)]),
    ];
    return {
      ...converted,
      service: {
        ...converted.service,
        ...(calls.length === 0 ? {} : { calls: calls.map(({ called }) => called.converted.name) }),
        ...(own?.callers.length === 0 ? { routes: [healthRoute(converted)] } : {}),
      },
      notes: [...notes, ...converted.notes],
    };
  });
}

interface Callers {
  readonly callers: readonly Origin[];
  /** Whether variables say so. */
  readonly isKnown: boolean;
}

const isInternal = ({ service: { kind, routes } }: ConvertedService) =>
  kind === undefined && Array.isArray(routes) && routes.length === 0;

function callersOf(called: Origin, services: readonly Origin[]): Callers {
  const others = services.filter(
    (each) =>
      each !== called && each.converted.service['kind'] !== 'static' && each.converted.name !== called.converted.name,
  );
  const named = others.filter((each) => variablesThatName(each.document, nameIn(called)).length > 0);
  if (named.length > 0) return { callers: named, isKnown: true };
  const facing = others.filter(
    ({ converted: { service } }) => service['kind'] === undefined && !isInternal({ ...called.converted, service }),
  );
  return { callers: facing.length > 0 ? facing : others.slice(0, 1), isKnown: false };
}

/** Name of a service in Copilot, which clients know it by. */
function nameIn({ document, converted }: Origin): string {
  return isRecord(document) && document['name'] !== undefined ? String(document['name']) : converted.name;
}

/** Places of variables, of the service or of an environment, whose values have the name of a service as a host. */
function variablesThatName(document: unknown, name: string): { readonly place: string; readonly value: string }[] {
  if (!isRecord(document)) return [];
  const own = Object.entries(isRecord(document['variables']) ? document['variables'] : {}).flatMap(([key, value]) =>
    typeof value === 'string' && isHostIn(value, name) ? [{ place: `variables.${key}`, value }] : [],
  );
  const environments = isRecord(document['environments']) ? document['environments'] : {};
  return [
    ...own,
    ...Object.entries(environments).flatMap(([environment, each]) =>
      variablesThatName(isRecord(each) ? { variables: each['variables'] } : each, name).map(({ place, value }) => ({
        place: `environments.${environment}.${place}`,
        value,
      })),
    ),
  ];
}

/** "http://api:8080", "api.test.clinic.local" and "api.${COPILOT_SERVICE_DISCOVERY_ENDPOINT}" name the service api. */
function isHostIn(value: string, name: string): boolean {
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@]*@)?([^/]*)/i.exec(value)?.[1] ?? '';
  const bare = host.replace(/:\d+$/, '');
  if (bare === name) return value !== name || host !== bare;
  return bare.startsWith(`${name}.`) && /\.local$|\$\{COPILOT_/.test(bare);
}

function noteOnVariables({ file, document }: Origin, called: Origin): Note[] {
  const variable = callVariable(called.converted.name);
  return variablesThatName(document, nameIn(called)).map(({ place, value }) => ({
    file,
    place,
    given: given(value),
    words: `The address of ${called.converted.name} is in ${variable} now: HTTPS, with another name and port. Read it in the application, and remove this variable.`,
  }));
}

function noteOnCallers(file: string, { called, callers, isKnown }: Callers & { readonly called: Origin }): Note {
  const names = callers.map(({ converted }) => converted.name).join(', ');
  const variable = callVariable(called.converted.name);
  const who = isKnown
    ? `Variables of ${names} name it, so they have it under calls.`
    : `No variable says who calls it, so ${names} may: move it under calls to the services that do.`;
  const words =
    callers.length === 0
      ? `Only ${String(healthRoute(called.converted).paths[0])} of this service is open, because no other service could call it. Write routes: [], add it to calledServices of platform.yaml, and to calls of its clients.`
      : `The service is internal. ${who} They find its address in ${variable}, in place of its name in Copilot.`;
  return { file, place: 'type', given: 'Backend Service', words };
}

function healthRoute({ name, service }: ConvertedService) {
  const check = service['healthCheck'];
  return { host: name, paths: [String((isRecord(check) ? check['path'] : undefined) ?? '/')] };
}
