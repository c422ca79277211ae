import { counted } from '@careplane/problems';
import type { EvidenceInput } from '../../evidence/input';
import type { ControlMatrix } from '../../evidence/matrix';
import { flowsOf } from '../../inventory/flows';
import type { Hop } from '../../inventory/flows';
import { inventoryOf } from '../../inventory/inventory';
import type { Asset } from '../../inventory/inventory';
import { RULES } from '../../rules';
import { resourcesOf } from '../../rules/template-values';

/** What a requirement is decided with. */
export interface Decision {
  readonly met: boolean;
  /** What shows it, or what speaks against it. */
  readonly proof: readonly string[];
  /** What to do if it is not met. */
  readonly fix?: string;
}

/** What the deciders ask. */
export interface ProposalContext {
  readonly input: EvidenceInput;
  readonly matrix: ControlMatrix;
  readonly assets: readonly Asset[];
  readonly hops: readonly Hop[];
  /** Measured hours of the last restore tests, of AWS Backup; empty if no one gave them. */
  readonly restoreHours: readonly number[];
}

export function contextOf(
  input: EvidenceInput,
  matrix: ControlMatrix,
  restoreHours: readonly number[],
): ProposalContext {
  return { input, matrix, restoreHours, assets: inventoryOf(input.stacks), hops: flowsOf(input.stacks, input.facts) };
}

/** Those of some rules that look at something: a platform without caches needs no encrypted cache. */
export function withSubject({ input }: ProposalContext, names: readonly string[]): string[] {
  return names.filter((name) => {
    const rule = RULES.find((known) => known.name === name);
    return input.stacks.some(({ template }) => (rule?.looksAt(template, input.facts).length ?? 0) > 0);
  });
}

/** Whether some rules of ours find nothing and look at something, with the number of resources as the proof. */
export function rulesHold({ input, matrix }: ProposalContext, names: readonly string[], fix: string): Decision {
  const open = input.verdicts
    .flatMap((verdict) => (verdict.ran ? verdict.open : []))
    .filter(({ rule }) => names.includes(rule));
  const counts = names.map((name) => {
    const rule = RULES.find((known) => known.name === name);
    const looked = input.stacks.reduce(
      (sum, { template }) => sum + (rule?.looksAt(template, input.facts).length ?? 0),
      0,
    );
    return { name, looked };
  });
  const empty = counts.filter(({ looked }) => looked === 0);
  const accepted = matrix.accepted.filter(({ judge, rule }) => judge === 'careplane' && names.includes(rule));
  return {
    met: open.length === 0 && empty.length === 0,
    proof: [
      ...open.map(({ rule, where }) => `${rule} finds ${where}`),
      ...empty.map(({ name }) => `${name} has nothing to look at`),
      ...accepted.map(({ rule, at }) => `${rule} is accepted at ${at}`),
      ...counts.filter(({ looked }) => looked > 0).map(({ name, looked }) => `${name}: ${counted(looked, 'resource')}`),
    ],
    fix,
  };
}

/** Resources of some types, as `type at stack`. */
export function resourcesOfTypes({ input }: ProposalContext, ...types: readonly string[]): string[] {
  return input.stacks.flatMap(({ stackName, template }) =>
    types.flatMap((type) => resourcesOf(template, type).map(({ logicalId }) => `${type} ${stackName}/${logicalId}`)),
  );
}

/** Both must hold. */
export function both(...decisions: readonly Decision[]): Decision {
  const failed = decisions.filter(({ met }) => !met);
  const fixes = failed.flatMap(({ fix }) => (fix === undefined ? [] : [fix]));
  return {
    met: failed.length === 0,
    proof: (failed.length === 0 ? decisions : failed).flatMap(({ proof }) => proof),
    ...(fixes.length > 0 && { fix: [...new Set(fixes)].join(' ') }),
  };
}

/** A decision by a list: met if it is not empty. */
export function found(list: readonly string[], missing: string, fix: string): Decision {
  return list.length > 0 ? { met: true, proof: list } : { met: false, proof: [missing], fix };
}

/** A decision by a list of faults: met if it is empty. */
export function faultless(faults: readonly string[], proof: string, fix: string): Decision {
  return faults.length === 0 ? { met: true, proof: [proof] } : { met: false, proof: faults, fix };
}
