import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { GUARD_REVIEWS, REVIEWED } from '@careplane/compliance';
import type { CloudFormationTemplate, EvidenceInput, JudgeVerdict } from '@careplane/compliance';
import type { PlatformModel } from '@careplane/config';
import { git } from '@careplane/command-line';
import type { Synthesized } from '@careplane/platform';
import { factsOf } from '../judges/judge';

/** Characters of a reason by which git finds the commit that wrote it: a YAML file may break the text later. */
const SEARCHED = 40;

/** A unit by its name, and what was made of it. */
export interface MadeUnit {
  readonly name: string;
  readonly made: Synthesized;
}

/** The same, where its constructs are no longer needed. */
export interface WrittenUnit {
  readonly name: string;
  readonly made: Pick<Synthesized, 'assembly'>;
}

/** Gather what the evidence is made from. The date is the commit’s; outside of a repository it is `now`. */
export function evidenceInput(
  directory: string,
  model: PlatformModel,
  units: readonly WrittenUnit[],
  verdicts: readonly JudgeVerdict[],
  now: Date,
): EvidenceInput {
  const [revision, date] = git(directory, 'show', '--no-patch', '--format=%H %cI', 'HEAD')?.split(' ') ?? [];
  return {
    platform: model.name,
    account: model.account,
    region: model.region,
    at: (date === undefined ? now : new Date(date)).toISOString(),
    ...(revision !== undefined && { revision }),
    facts: factsOf(model),
    stacks: units.flatMap(({ name, made: { assembly } }) =>
      assembly.stacks.map((stack) => ({
        stackName: stack.stackName,
        region: stack.environment.region,
        file: evidenceFile(name, stack.templateFile),
        text: readFileSync(join(assembly.directory, stack.templateFile), 'utf8'),
        template: stack.template as CloudFormationTemplate,
      })),
    ),
    verdicts,
    reviewed: reviewsOf(directory),
  };
}

/** Name of a unit's template in the evidence. */
export function evidenceFile(unit: string, templateFile: string): string {
  return posix.join('templates', unit, templateFile);
}

/** The longest part without characters that YAML writes in another way between quotation marks. */
function searchedPart(reason: string): string {
  const [longest = ''] = reason.split(/["'\\\n]/).sort((a, b) => b.length - a.length);
  return longest.slice(0, SEARCHED);
}

/** Reasons of the toolkit are in its table; those of a platform are in its files, and git knows when they were written. */
function reviewsOf(directory: string): (reason: string) => string | undefined {
  const asked = new Map<string, string | undefined>();
  return (reason) => {
    const known = REVIEWED[reason] ?? GUARD_REVIEWS[reason];
    if (known !== undefined) return known;
    if (!asked.has(reason)) {
      const day = git(directory, 'log', '-1', '--format=%cs', `-S${searchedPart(reason)}`, '--', '.');
      asked.set(reason, day === '' ? undefined : day);
    }
    return asked.get(reason);
  };
}
