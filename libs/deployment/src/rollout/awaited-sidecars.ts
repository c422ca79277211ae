import { ECRClient } from '@aws-sdk/client-ecr';
import { BadInput } from '@careplane/command-line';
import { sidecarParameter, sidecarRepositoryName } from '@careplane/config';
import type { ContainerService, PlatformModel } from '@careplane/config';
import type { AssembledStack } from '../assembly/assembly';
import type { OpenedUnit } from '../assembly/opened-assemblies';
import type { Clients } from '../aws/clients';
import { PATIENT } from '../aws/parameter-store';
import { lookPlace } from '../aws/stack-now';
import { findStack } from '../aws/stack-state';
import { findImage } from '../aws/image';

/** A sidecar of a service that runs, of which no release has copied the image yet. */
export interface AwaitedSidecar {
  readonly stack: string;
  readonly service: string;
  readonly environment: string;
  readonly sidecar: string;
  readonly digest: string;
  /** Repository for the copy. */
  readonly repository: string;
}

/** What a run works on, and what it leaves for later. */
export interface WithoutAwaited {
  /** Units in environments that the run deploys whole. */
  readonly whole: readonly OpenedUnit[];
  /** The others, with the stacks alone that their environments share: repositories and pipelines, which the release needs. */
  readonly partly: readonly OpenedUnit[];
  readonly awaited: readonly AwaitedSidecar[];
}

/**
 * Leave out the stacks that would get a sidecar without an image. Their tasks could not start, and CloudFormation would take the update
 * back after minutes. The release of a service scans the image and copies it; a stack without a running service waits for its first
 * release anyway.
 */
export async function withoutAwaited(
  open: readonly OpenedUnit[],
  clients: Clients,
  model: PlatformModel,
): Promise<WithoutAwaited> {
  const found = await Promise.all(open.map(async (each) => ({ each, awaited: await awaitedIn(each, clients, model) })));
  const waits = found.filter(({ awaited }) => awaited.length > 0);
  return {
    whole: open.filter((each) => !waits.some((waiting) => waiting.each === each)),
    partly: waits.map(({ each }) => ({
      ...each,
      work: each.work.filter(({ environment }) => environment === undefined),
    })),
    awaited: waits.flatMap(({ awaited }) => awaited),
  };
}

async function awaitedIn(opened: OpenedUnit, clients: Clients, model: PlatformModel): Promise<AwaitedSidecar[]> {
  const service = model.services.find(({ unit }) => unit === opened.unit);
  if (service === undefined || service.kind === 'static' || service.sidecars.length === 0) return [];
  const stacks = opened.work.filter(({ environment }) => environment !== undefined);
  const each = await Promise.all(stacks.map((stack) => awaitedOf(stack, service, clients, model)));
  return each.flat();
}

async function awaitedOf(
  stack: AssembledStack,
  service: ContainerService,
  clients: Clients,
  model: PlatformModel,
): Promise<AwaitedSidecar[]> {
  const client = await clients.reader(await lookPlace(stack, clients, model));
  const { Parameters = [] } = (await findStack(client, stack.name)) ?? {};
  const deployed = new Map(Parameters.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]));
  if ((deployed.get('ImageDigest') ?? '') === '') return [];
  const added = service.sidecars.filter(
    ({ name }) =>
      stack.template.Parameters?.[sidecarParameter(name)] !== undefined && !deployed.has(sidecarParameter(name)),
  );
  const awaited: AwaitedSidecar[] = [];
  for (const { name: sidecar, digest } of added) {
    const repository = sidecarRepositoryName(model.name, service.name, sidecar);
    if (await isCopied(repository, digest, service, clients, model)) continue;
    const { environment = '' } = stack;
    awaited.push({ stack: stack.name, service: service.name, environment, sidecar, digest, repository });
  }
  return awaited;
}

/** Whether the copy is there. Roles of an older bootstrap may not look into the registry: then CloudFormation finds out. */
async function isCopied(
  repository: string,
  digest: string,
  { unit }: ContainerService,
  clients: Clients,
  model: PlatformModel,
): Promise<boolean> {
  const { account, region } = model;
  const place = await lookPlace({ name: `${unit}-repository`, account, region }, clients, model);
  try {
    const registry = new ECRClient({ ...(await clients.lookSettings(place)), ...PATIENT });
    return (await findImage(registry, repository, { digest })) !== undefined;
  } catch (error) {
    if (error instanceof BadInput) return true;
    throw error;
  }
}

/**
 * Why stacks are left out, and what to do.
 *
 * @param again command that deploys them afterwards
 */
export function awaitedWords(awaited: readonly AwaitedSidecar[], again: string): string {
  const releases = [...new Set(awaited.map(({ service, environment }) => `${service} in ${environment}`))];
  return [
    ...awaited.map(
      ({ stack, sidecar, repository, digest }) =>
        `${stack} is left out: it runs, and the image of its new sidecar ${sidecar} is not in ${repository} (${digest}).`,
    ),
    `  1. Release ${releases.join(', ')}: the release scans the image and copies it. It then ends with an error, because the stack has no sidecar yet.`,
    `  2. Deploy again: ${again}`,
  ].join('\n');
}
