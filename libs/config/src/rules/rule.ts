import type { Path } from '@careplane/problems';
import type { ParsedAnyService, ParsedPlatform, ParsedService, ParsedStatic } from '../model';

/** What a rule says about one place; the loader adds file and line. */
export interface RuleProblem {
  readonly path: Path;
  readonly message: string;
  /** The value to show; default: the value at the path. */
  readonly given?: unknown;
  readonly allowed: string;
  readonly fix: string;
  /**
   * Paths that the problem depends on. If the schema found a problem at one of them, this problem may be only a
   * consequence and is dropped. Default: the path.
   */
  readonly restsOn?: readonly Path[];
  /** The same in platform.yaml, for a complaint about a service. Default: none. */
  readonly restsOnPlatform?: readonly Path[];
}

/** Problems at different places: what several environments share is one line of the file, and one problem. */
export function oncePerPlace(problems: readonly RuleProblem[]): RuleProblem[] {
  const places = problems.map(({ path }) => path.join('.'));
  return problems.filter((_, index) => places.indexOf(places[index] ?? '') === index);
}

/** For `restsOnPlatform`: that there is an environment of this name, whatever it holds. */
export function existenceOf(environment: string): Path {
  return ['environments', environment, '(itself)'];
}

/** The problem of a scheduled change whose bounds cross, in either file. */
export function scheduleBoundsCross(path: Path, { min, max }: { min: number; max: number }): RuleProblem {
  return {
    path,
    message: 'has a min that is larger than its max',
    given: { min, max },
    allowed: 'min no larger than max',
    fix: 'correct one of the two',
  };
}

/** A rule about platform.yaml alone. */
export type PlatformRule = (platform: ParsedPlatform) => RuleProblem[];

/** A rule about the service.yaml of a container, given its platform. */
export type ServiceRule = (service: ParsedService, platform: ParsedPlatform) => RuleProblem[];

/** A rule about the service.yaml of a static site. */
export type SiteRule = (site: ParsedStatic, platform: ParsedPlatform) => RuleProblem[];

/** A rule about a service.yaml of any kind. */
export type AnyServiceRule = (service: ParsedAnyService, platform: ParsedPlatform) => RuleProblem[];

/** A service among the others of its platform. */
export interface Sibling<V extends ParsedAnyService = ParsedService> {
  readonly file: string;
  readonly value: V;
}

/** A problem of a service, by its position in the list, or of platform.yaml. */
export type PlacedProblem = RuleProblem & {
  readonly service: number | 'platform';
  /** Of platform.yaml: keys of a service that the problem depends on, in each of them. Default: none. */
  readonly restsOnServices?: readonly Path[];
};

/** A rule about all services that run containers. */
export type PlatformWideRule = (services: readonly Sibling[], platform: ParsedPlatform) => PlacedProblem[];

/** A rule about all services together, static sites among them. */
export type EveryKindRule = (
  services: readonly Sibling<ParsedAnyService>[],
  platform: ParsedPlatform,
) => PlacedProblem[];

/** One list of each kind: a new rule is a function and a line in the list. */
export interface Rules {
  readonly platform: readonly PlatformRule[];
  readonly service: readonly ServiceRule[];
  readonly platformWide: readonly PlatformWideRule[];
  readonly site: readonly SiteRule[];
  readonly everyKind: readonly EveryKindRule[];
}
