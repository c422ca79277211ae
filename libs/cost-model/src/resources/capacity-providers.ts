import type { Range } from '../estimate-types';
import { exact, mapRange } from '../exact';
import { isMap, isUnresolved, type Value } from '../template/value';
import type { Priceable } from './priced-type';

/** Tasks on one kind of capacity. */
export interface CapacityShare {
  readonly tasks: Range;
  readonly spot: boolean;
}

interface Provider {
  readonly spot: boolean;
  readonly weight: number;
  readonly base: number;
}

/**
 * How tasks spread over Fargate and Fargate Spot: the base first, the rest by weight, as ECS does.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 */
export function capacityShares(priceable: Priceable, tasks: Range): CapacityShare[] {
  const providers = strategyOf(priceable).map(readProvider);
  const onSpot = providers.filter(({ spot }) => spot);
  if (onSpot.length === 0) return [{ tasks, spot: false }];
  const weights = sum(providers, 'weight');
  const spotWeight = sum(onSpot, 'weight');
  const base = sum(providers, 'base');
  const spotBase = sum(onSpot, 'base');
  const spotTasks = mapRange(tasks, (count) => {
    const inBase = count.lt(base) ? count : exact(base);
    const ofBase = base === 0 ? exact(0) : inBase.times(spotBase).div(base);
    const rest = count.minus(inBase);
    return weights === 0 ? ofBase : ofBase.plus(rest.times(spotWeight).div(weights));
  });
  const shares = [
    { tasks: spotTasks, spot: true },
    { tasks: combine(tasks, spotTasks), spot: false },
  ];
  return shares.filter(({ tasks: { high } }) => high.gt(0));
}

/** The service's own strategy, else its cluster's, on the cluster or in an association. A launch type excludes both. */
function strategyOf({ resource, target, referrersOf }: Priceable): readonly Value[] {
  if (resource.text('LaunchType') !== '') return [];
  const own = resource.list('CapacityProviderStrategy') ?? [];
  if (own.length > 0) return own;
  const cluster = target('Cluster');
  if (cluster === undefined) return [];
  const ofCluster = cluster.list('DefaultCapacityProviderStrategy') ?? [];
  const [association] = referrersOf(cluster, 'AWS::ECS::ClusterCapacityProviderAssociations', 'Cluster');
  return ofCluster.length > 0 ? ofCluster : (association?.list('DefaultCapacityProviderStrategy') ?? []);
}

/**
 * Whether the strategy of a service places its tasks on Fargate or on instances; undefined if there is no strategy, or only AWS
 * knows the providers.
 */
export function runsOnFargate(priceable: Priceable): boolean | undefined {
  const names = strategyOf(priceable).map((item) => (isMap(item) ? item['CapacityProvider'] : item));
  if (names.some((name) => typeof name === 'string' && name.startsWith('FARGATE'))) return true;
  const areInstances = names.every(
    (name) => typeof name === 'string' || (isUnresolved(name) && name.references.length > 0),
  );
  return names.length > 0 && areInstances ? false : undefined;
}

function readProvider(item: Value): Provider {
  const { CapacityProvider: name, Weight: weight, Base: base } = isMap(item) ? item : ({} as Record<string, Value>);
  return { spot: name === 'FARGATE_SPOT', weight: numberOf(weight), base: numberOf(base) };
}

function numberOf(value: Value | undefined): number {
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : 0;
  return Number.isFinite(number) && number > 0 ? number : 0;
}

function sum(providers: readonly Provider[], part: 'weight' | 'base'): number {
  return providers.reduce((total, provider) => total + provider[part], 0);
}

function combine(all: Range, part: Range): Range {
  return { low: all.low.minus(part.low), expected: all.expected.minus(part.expected), high: all.high.minus(part.high) };
}
