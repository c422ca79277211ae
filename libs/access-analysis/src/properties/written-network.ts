import type { EndKind } from '../network/end';
import { networkOf } from '../network/network';
import type { Network } from '../network/network';
import type { AccessWorld } from '../template/world';
import { endNames, selected } from './network';
import { Selection } from './select';
import type { Ends, NetworkProperty, PropertySettings } from './terms';
import { aboutNothing, environmentWords, singleton, unknownNames, unknownWords } from './written-words';
import type { PropertyProblem } from './written-words';

/** A property of the network as people write it in platform.yaml. */
export interface WrittenNetworkProperty {
  readonly name: string;
  readonly words: string;
  readonly from: WrittenEnds;
  readonly to: WrittenEnds;
  readonly onlyThrough?: WrittenEnds | undefined;
  readonly direct: boolean;
  readonly viaInternet: boolean;
  /** TCP ports; undefined: all traffic. */
  readonly ports?: readonly number[] | undefined;
  readonly exceptPorts?: readonly number[] | undefined;
}

export interface WrittenEnds {
  readonly kind?: readonly EndKind[] | undefined;
  readonly environment?: string | undefined;
  readonly name?: readonly string[] | undefined;
  readonly firewall?: boolean | undefined;
  readonly public?: boolean | undefined;
  /** Names of ends that are left out. */
  readonly not?: readonly string[] | undefined;
}

/** A written property of the network in terms. */
export function networkPropertyOf(written: WrittenNetworkProperty): NetworkProperty {
  const { from, to, onlyThrough, ports, exceptPorts, ...rest } = written;
  return {
    ...rest,
    kind: 'network',
    from: endsOf(from),
    to: endsOf(to),
    ...(onlyThrough === undefined ? {} : { onlyThrough: endsOf(onlyThrough) }),
    ports: portsOf(ports, exceptPorts),
  };
}

function endsOf({ not, ...rest }: WrittenEnds): Ends {
  return { ...rest, ...(not === undefined ? {} : { not: [{ name: not }] }) };
}

function portsOf(of: readonly number[] | undefined, except: readonly number[] | undefined): NetworkProperty['ports'] {
  if (of !== undefined) return { of: of.filter((port) => except?.includes(port) !== true) };
  return except === undefined ? undefined : { except };
}

/**
 * Names in properties of the network that nothing on the platform has, and selections that fit nothing: such a property would always
 * be proved.
 */
export function networkProblemsOf(
  properties: readonly WrittenNetworkProperty[],
  world: AccessWorld,
  settings: PropertySettings,
): PropertyProblem[] {
  // Reading a network takes longer than reading no property.
  if (properties.length === 0) return [];
  const network = networkOf(world.resolvers);
  const selection = new Selection(world, settings);
  return properties.flatMap((property, index) =>
    problemsIn(property, network, selection, settings).map((problem) => ({
      ...problem,
      path: [index, ...problem.path],
    })),
  );
}

function problemsIn(
  property: WrittenNetworkProperty,
  network: Network,
  selection: Selection,
  settings: PropertySettings,
): PropertyProblem[] {
  const { from, to, onlyThrough = {} } = property;
  const known = network.ends.flatMap(endNames);
  const environments = environmentWords(settings.environments);
  const found = Object.entries({ from, to, onlyThrough }).flatMap(([key, ends]) => [
    ...unknownNames(ends.name, [key, 'name'], known, WHAT, NAMES),
    ...unknownNames(ends.not, [key, 'not'], known, WHAT, NAMES),
    ...unknownWords(singleton(ends.environment), [key, 'environment'], environments),
  ]);
  if (found.length > 0) return found;
  return Object.entries({ from, to }).flatMap(([key, ends]) =>
    selected(endsOf(ends), network, selection).length > 0
      ? []
      : [aboutNothing([key], JSON.stringify(ends), 'no end of a connection on the platform')],
  );
}

const WHAT = 'an end of a connection';
const NAMES = 'Run "careplane prove --json" for the names, under "ends".';
