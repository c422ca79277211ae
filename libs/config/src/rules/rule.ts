import type { ParsedPlatform, ParsedService } from '../model';
import type { Path } from '../problem';

/** What a rule says about one place; the loader adds file and line. */
export interface Complaint {
  readonly path: Path;
  readonly message: string;
  /** The value to show; default: the value at the path. */
  readonly given?: unknown;
  readonly allowed: string;
  readonly fix: string;
}

/** A rule about platform.yaml alone. */
export type PlatformRule = (platform: ParsedPlatform) => Complaint[];

/** A rule about one service.yaml, given its platform. */
export type ServiceRule = (service: ParsedService, platform: ParsedPlatform) => Complaint[];

/** A service among the others of its platform. */
export interface Sibling {
  readonly file: string;
  readonly value: ParsedService;
}

/** A rule about all services together: what it says of each, by the position of the service in the list. */
export type PlatformWideRule = (
  services: readonly Sibling[],
  platform: ParsedPlatform,
) => (Complaint & { readonly service: number })[];

/** One list of each kind: a new rule is a function and a line in the list. */
export interface Rules {
  readonly platform: readonly PlatformRule[];
  readonly service: readonly ServiceRule[];
  readonly platformWide: readonly PlatformWideRule[];
}
