import { join } from 'node:path';
import { BadInput } from '@careplane/command-line';
import { isOfPlatform, SHARED_SCOPE } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';
import type { Target } from '@careplane/platform/target';
import { digestOf, readAssembly } from './assembly';
import type { AssembledStack, Assembly } from './assembly';
import { inputsDigest, pairKey } from '../ledger/ledger';
import type { LedgerRecord, Pair, Parameters } from '../ledger/ledger';
import { parametersReadBy } from './template';
import { refuseForeignAssembly } from './trusted-assembly';

/** What a person asked to look at or to deploy: units of a platform in some environments, as their assemblies have them. */
export interface Request {
  readonly model: PlatformModel;
  readonly directory: string;
  readonly assemblies: readonly Assembly[];
  readonly pairs: readonly Pair[];
  /** Only stacks that an environment has for itself are worked on; what it shares must be deployed already. */
  readonly onlyEnvironment: boolean;
}

/**
 * Read the assemblies of everything that was selected.
 *
 * @throws BadInput when one is missing, or lacks an environment
 */
export function requestOf(target: Target, folder: string): Request {
  const { directory, model } = target;
  const pairs = pairsOf(target);
  const units = [...new Set(pairs.map(({ unit }) => unit))];
  const synth = `careplane synth ${directory} --out ${folder}`;
  const assemblies = units.map((unit) => {
    const digest = digestOf(folder, unit, synth);
    refuseForeignAssembly(model, unit, join(folder, unit));
    return readAssembly(folder, unit, digest);
  });
  for (const { unit, environment } of pairs) {
    const stacks = assemblies.find((assembly) => assembly.unit === unit)?.stacks ?? [];
    if (stacks.some((stack) => scopeOf(stack) === environment)) continue;
    throw new BadInput(
      `The assembly of ${unit} in ${folder} has no stack of ${environment}: it was written for other environments. Write it again: ${synth}`,
    );
  }
  return { model, directory, assemblies, pairs, onlyEnvironment: target.onlyEnvironment };
}

/** Every selected unit in every selected environment: the platform's own unit first. */
export function pairsOf({ model, selection }: Target): Pair[] {
  const units = [
    ...(selection.service === undefined ? [model.unit] : []),
    ...model.services.filter(({ name }) => [undefined, name].includes(selection.service)).map(({ unit }) => unit),
  ].filter((unit) => selection.units?.includes(unit) ?? true);
  // What environments share is deployed with each of them, or by itself.
  const environments =
    selection.environment === SHARED_SCOPE
      ? [SHARED_SCOPE]
      : model.environments.map(({ name }) => name).filter((name) => [undefined, name].includes(selection.environment));
  return units.flatMap((unit) => environments.map((environment) => ({ unit, environment })));
}

/** Stacks of a pair: those of its environment, and those that its unit's environments share. */
export function stacksOf({ assemblies }: Request, pair: Pair): AssembledStack[] {
  return assemblies
    .filter(({ unit }) => unit === pair.unit)
    .flatMap(({ stacks }) => stacks)
    .filter(({ environment }) => environment === undefined || environment === pair.environment);
}

/** Stacks of a pair that this run works on. */
export function workOf(request: Request, pair: Pair): AssembledStack[] {
  return stacksOf(request, pair).filter(({ environment }) => environment !== undefined || !request.onlyEnvironment);
}

/** Stacks of some pairs that this run works on, each once. */
export function stacksOfAll(request: Request, pairs: readonly Pair[]): AssembledStack[] {
  const all = pairs.flatMap((pair) => workOf(request, pair));
  return [...new Map(all.map((stack) => [stack.key, stack])).values()];
}

/**
 * A run that works on the stacks of an environment alone may only say that a unit is deployed there when what the unit's
 * environments share is deployed as well, from the same assembly.
 *
 * @throws BadInput when it is not
 */
export function requireShared(request: Request, open: readonly Pair[], parameters: Parameters): void {
  if (!request.onlyEnvironment) return;
  const lacking = open.filter(
    (pair) =>
      stacksOf(request, pair).some(({ environment }) => environment === undefined) &&
      standing(request, { unit: pair.unit, environment: SHARED_SCOPE }, parameters) === undefined,
  );
  if (lacking.length === 0) return;
  const units = [...new Set(lacking.map(({ unit }) => unit))].join(' ');
  throw new BadInput(
    `What the environments share of ${units} is not deployed from this assembly, as the ledger has it, and with --only-env it is not touched. Deploy it first: careplane deploy ${request.directory} --env ${SHARED_SCOPE} --unit ${units} --assembly <folder>`,
  );
}

function scopeOf({ environment }: AssembledStack): string {
  return environment ?? SHARED_SCOPE;
}

/** Digest of the unit's assembly. */
export function digestOfPair({ assemblies }: Request, { unit }: Pair): string {
  return assemblies.find((assembly) => assembly.unit === unit)?.digest ?? '';
}

/**
 * Digest of what a pair's stacks read from Parameter Store. What is kept in another account or region cannot be read from
 * here: for that stands when the platform's own stacks were deployed last, since they alone write there.
 */
export function inputsOf(request: Request, pair: Pair, { values, ledger }: Parameters): string {
  const { account, region, unit, name } = request.model;
  const stacks = stacksOf(request, pair);
  const ours = (parameter: string) => isOfPlatform(name, parameter);
  const here = (stack: AssembledStack) => stack.account === account && stack.region === region;
  const names = stacks.filter(here).flatMap(({ template }) => parametersReadBy(template).filter(ours));
  const elsewhere = stacks.some((stack) => !here(stack) && parametersReadBy(stack.template).some(ours));
  if (!elsewhere || pair.unit === unit) return inputsDigest(names, values);
  const platform = pairKey({ unit, environment: pair.environment });
  return inputsDigest([...names, platform], new Map([...values, [platform, ledger.get(platform)?.at ?? '']]));
}

/** What the ledger says of a pair when nothing is left to do for it; undefined when something is. */
export function standing(request: Request, pair: Pair, parameters: Parameters): LedgerRecord | undefined {
  const record = parameters.ledger.get(pairKey(pair));
  if (record === undefined || record.account !== request.model.account) return undefined;
  const same = record.digest === digestOfPair(request, pair) && record.inputs === inputsOf(request, pair, parameters);
  return same ? record : undefined;
}
