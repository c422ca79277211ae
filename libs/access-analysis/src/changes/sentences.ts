import type { Witness } from '../decide/question';
import type { AccessChange } from './access-changes';

/** Actions of one resource that a sentence names. */
const MOST_NAMED = 4;

/** The sentence for a change that gives no principal a new access and takes none away. */
export const NO_EFFECT = 'No principal can do what it could not do before, and none loses anything.';

/**
 * The effect of a change in sentences: what is gained first, then what is lost. Several actions on one resource are one
 * sentence, and so is everything that a new principal can do.
 */
export function accessSentences(changes: readonly AccessChange[]): string[] {
  return (['gains', 'loses'] as const).flatMap((direction) => {
    const own = changes.filter((change) => change.direction === direction);
    const [whole, parts] = [own.filter(({ isWhole }) => isWhole), own.filter(({ isWhole }) => !isWhole)];
    return [
      ...grouped(parts, ({ who, resource, verdict }) => [who, resource, verdict].join('\n')).map(sentenceOf),
      ...grouped(whole, ({ who }) => who).map(wholeSentence),
    ];
  });
}

function grouped(changes: readonly AccessChange[], keyOf: (change: AccessChange) => string): AccessChange[][] {
  const groups = new Map<string, AccessChange[]>();
  for (const change of changes) {
    const key = keyOf(change);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()];
}

function sentenceOf(group: readonly AccessChange[]): string {
  const [first] = group;
  if (first === undefined) return '';
  const { who, resource, direction, verdict, witness, reasons } = first;
  const can = direction === 'gains' ? 'can now' : 'can no longer';
  const perhaps = verdict === 'yes' ? '' : ' perhaps';
  const on = resource === '*' ? 'any resource' : resource;
  const example = witness === undefined || saysTheSame(first, group) ? '' : `, for example ${exampleWords(witness)}`;
  const because = reasons.length === 0 ? '' : ` (it depends: ${reasons.join('; ')})`;
  return `${who} ${can}${perhaps} ${named(group.map(({ action }) => action))} on ${on}${example}${because}`;
}

/** An example that repeats the sentence says nothing. */
function saysTheSame({ action, resource, witness }: AccessChange, { length }: readonly AccessChange[]): boolean {
  const hasConditions = Object.keys(witness?.context ?? {}).length > 0;
  return length === 1 && witness?.action === action && witness.resource === resource && !hasConditions;
}

function wholeSentence(group: readonly AccessChange[]): string {
  const [first] = group;
  if (first === undefined) return '';
  const { who, direction, witness } = first;
  const resources = new Set(group.map(({ resource }) => resource)).size;
  const what = direction === 'gains' ? 'is new: it can do' : 'is gone: it could do';
  const example = witness === undefined ? '' : `, for example ${exampleWords(witness)}`;
  return `${who} ${what} ${counted(group.length, 'thing')} on ${counted(resources, 'resource')}${example}`;
}

function exampleWords({ action, resource, context }: Witness): string {
  const conditions = Object.entries(context).map(([key, values]) =>
    values === null ? `without ${key}` : `with ${key} = ${values.join(', ')}`,
  );
  return [`${action} on ${resource}`, ...conditions].join(' ');
}

function named(actions: readonly string[]): string {
  const more = actions.length - MOST_NAMED;
  return more <= 0 ? actions.join(', ') : `${actions.slice(0, MOST_NAMED).join(', ')} and ${more} more`;
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
