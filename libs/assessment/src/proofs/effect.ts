import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { accessChanges, accessWorld } from '@careplane/access-analysis';
import type { AccessChange, AccessWorld } from '@careplane/access-analysis';
import { BadInput } from '@careplane/command-line';
import { shellWord } from '@careplane/problems';
import { analyzedPlatform, analyzedTemplate } from './analyzed-platform';
import type { StackWithText } from './analyzed-platform';
import { cite } from './proof-report';
import type { Cited } from './proof-report';
import type { ProofSubject } from './proof-subject';

/** What a principal gains or loses, with the places of the statements that allow the example. */
export interface ReportedAccessChange extends Omit<AccessChange, 'witness'> {
  readonly example?: {
    readonly action: string;
    readonly resource: string;
    /** Values that the request must have; null: the request must not have the key. */
    readonly conditions: Readonly<Record<string, readonly string[] | null>>;
    readonly allowedBy: readonly Cited[];
  };
}

/**
 * Who can do what they could not do in an earlier state of a subject, and the other way round.
 *
 * @param earlier folder that synth wrote earlier, or for a template the template of before
 * @throws BadInput when the folder has no assembly
 */
export function effectAgainst(subject: ProofSubject, world: AccessWorld, earlier: string) {
  const before = earlierStacks(subject, earlier);
  const changes = accessChanges(accessWorld(before), world);
  const now = new Map(subject.stacks.map((stack) => [stack.name, stack]));
  const was = new Map(before.map((stack) => [stack.name, stack]));
  const reported = changes.map(({ witness, ...change }): ReportedAccessChange => {
    if (witness === undefined) return change;
    const { action, resource, context, allowedBy } = witness;
    const stacks = change.direction === 'gains' ? now : was;
    const example = {
      action,
      resource,
      conditions: context,
      allowedBy: allowedBy.map((source) => cite(source, stacks)),
    };
    return { ...change, example };
  });
  return { changes, reported };
}

/**
 * The stacks of an earlier state.
 *
 * @throws BadInput when the folder has no assembly
 */
export function earlierStacks({ model, stacks: [first] }: ProofSubject, earlier: string): StackWithText[] {
  if (model === undefined) return [{ ...analyzedTemplate(earlier), name: first?.name ?? '' }];
  const units = unitsIn(earlier);
  if (units.length === 0) throw noAssembly(earlier);
  return analyzedPlatform(model, units, earlier);
}

/**
 * Refuse an earlier state that is not there, before anything is synthesized.
 *
 * @param place folder of a platform, or a template: then the earlier state is a template, too
 * @throws BadInput when the folder has no assembly, and when the file is no template
 */
export function refuseMissingEarlier(place: string, earlier: string): void {
  if (place.endsWith('.json')) analyzedTemplate(earlier);
  else if (unitsIn(earlier).length === 0) throw noAssembly(earlier);
}

function unitsIn(folder: string): string[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true
    ? readdirSync(folder).filter((unit) => existsSync(join(folder, unit, 'manifest.json')))
    : [];
}

function noAssembly(earlier: string): BadInput {
  return new BadInput(
    `--against ${earlier} has no assembly. Write one from the earlier commit: careplane synth <folder> --out ${shellWord(earlier)}`,
  );
}
