import type { Parameter } from '@aws-sdk/client-cloudformation';
import { ToolFailed, BadInput } from '@careplane/command-line';
import { accessRoleName, parseArn } from '@careplane/config';
import { scopeOfStack } from '@careplane/platform/access';
import { atAws } from './aws-errors';
import type { ClientSettings, Clients, Place } from './clients';
import { mapPool } from './pool';
import { findStack } from './stack-state';

/** A stack by its name and place. */
export interface NamedStack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** What CloudFormation says of a stack now. */
export interface StackNow extends NamedStack {
  /** Status of CloudFormation; `absent` where there is no such stack, `unknown` where the caller may not look. */
  readonly status: string;
  /** Why the status is unknown. */
  readonly unknown?: string;
  /** When the stack was last changed, ISO 8601. */
  readonly changedAt?: string;
  /** Digest of the image that its tasks run from; only of stacks of services that have an image. */
  readonly image?: string;
  /** The same of its sidecars, by their names; left out where it has none, or no image runs yet. */
  readonly sidecars?: Readonly<Record<string, string>>;
  /** Result of the last drift detection; left out where none ever ran. */
  readonly drift?: { readonly status: string; readonly at: string };
}

/** Stacks that are looked at at the same time; CloudFormation allows few. */
const WIDTH = 4;

/** Parameter of a service's stack that its pipeline sets: the digest of the image. */
const IMAGE_DIGEST = 'ImageDigest';

/** The same of a sidecar; sidecarParameter() of `@careplane/config` makes the name. */
const SIDECAR_DIGEST = /^Sidecar([A-Z]\w*)Digest$/;

/**
 * Look at stacks with the roles that may only look, or with the caller's own permissions. A stack that the caller may not look at
 * is `unknown`, and the others are answered.
 */
export function stacksNow(
  stacks: readonly NamedStack[],
  clients: Clients,
  model: ClientSettings['model'],
): Promise<StackNow[]> {
  return mapPool(stacks, WIDTH, (stack) => stackNow(stack, clients, model));
}

async function stackNow(stack: NamedStack, clients: Clients, model: ClientSettings['model']): Promise<StackNow> {
  const { name, account, region } = stack;
  try {
    const client = await clients.reader(await lookPlace(stack, clients, model));
    const found = await atAws(`looking at stack ${name}`, () => findStack(client, name));
    if (found === undefined) return { name, account, region, status: 'absent' };
    const changed = found.LastUpdatedTime ?? found.CreationTime;
    const image = found.Parameters?.find(({ ParameterKey }) => ParameterKey === IMAGE_DIGEST)?.ParameterValue ?? '';
    const sidecars = image === '' ? {} : sidecarsIn(found.Parameters ?? []);
    const { StackDriftStatus, LastCheckTimestamp } = found.DriftInformation ?? {};
    return {
      ...{ name, account, region, status: found.StackStatus ?? '' },
      ...(changed === undefined ? {} : { changedAt: changed.toISOString() }),
      ...(image === '' ? {} : { image }),
      ...(Object.keys(sidecars).length === 0 ? {} : { sidecars }),
      ...(StackDriftStatus === undefined || LastCheckTimestamp === undefined
        ? {}
        : { drift: { status: StackDriftStatus, at: LastCheckTimestamp.toISOString() } }),
    };
  } catch (error) {
    if (!(error instanceof BadInput) && !(error instanceof ToolFailed)) throw error;
    return { name, account, region, status: 'unknown', unknown: error.message };
  }
}

/** Before the first release the parameters have the digests of service.yaml, and nothing runs from them. */
function sidecarsIn(parameters: readonly Parameter[]): Record<string, string> {
  return Object.fromEntries(
    parameters.flatMap(({ ParameterKey = '', ParameterValue = '' }) => {
      const words = SIDECAR_DIGEST.exec(ParameterKey)?.[1];
      if (words === undefined || ParameterValue === '') return [];
      return [[words.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase(), ParameterValue]];
    }),
  );
}

/** Where a stack lives, with the role of its scope that may only look. */
export async function lookPlace(
  { name, account, region }: NamedStack,
  clients: Clients,
  model: ClientSettings['model'],
): Promise<Place> {
  const { partition } = parseArn((await clients.caller()).arn);
  const role = accessRoleName(model.name, scopeOfStack(model, name), 'look');
  const lookupRoleArn = `arn:${partition}:iam::${account}:role/${role}`;
  return { name, account, region, lookupRoleArn, deployRoleArn: undefined };
}
