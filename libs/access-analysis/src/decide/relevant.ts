import type { Clause } from '../automata/language';
import { isEverything } from '../automata/pattern';
import { layersOf, ownLayers } from './layers';
import { narrow } from './narrow';
import { callerKeys } from './naming';
import { partsOf } from './parts';
import type { Part, QuestionParts } from './parts';
import type { PreparedStatement } from './prepare';
import { profileOf } from './profile';
import type { Profile } from './profile';
import type { Caller, Guard, Question } from './question';

/**
 * The questions to which a caller's answer may be other than `no`: one of its own statements is about an action, or the policy of a
 * resource names it. Of 2,000 principals, a question concerns some dozens.
 */
export function relevantQuestions(
  caller: Caller,
  questions: readonly Question[],
  guards: readonly Guard[],
): readonly Question[] {
  const { byProfile, byName } = questionIndex(questions, guards);
  const profile = profileOf(ownLayers(caller, 'lenient').ofIdentity);
  const own = byProfile.get(profile) ?? questions.filter(({ actions }) => profile.isAbout(actions));
  byProfile.set(profile, own);
  const named = callerKeys(caller).own.filter((key) => byName.has(key));
  if (named.length === 0) return own;
  const wanted = new Set([...own, ...named.flatMap((key) => byName.get(key) ?? [])]);
  return questions.filter((question) => wanted.has(question));
}

interface QuestionIndex {
  readonly guards: readonly Guard[];
  readonly byProfile: Map<Profile, readonly Question[]>;
  readonly byName: ReadonlyMap<string, readonly Question[]>;
}

const INDEXES = new WeakMap<readonly Question[], QuestionIndex>();

function questionIndex(questions: readonly Question[], guards: readonly Guard[]): QuestionIndex {
  const known = INDEXES.get(questions);
  if (known?.guards === guards) return known;
  const byName = new Map<string, Question[]>();
  for (const question of questions) {
    for (const key of partsOf(question, guards).byName.keys()) {
      byName.set(key, [...(byName.get(key) ?? []), question]);
    }
  }
  const made = { guards, byProfile: new Map(), byName };
  INDEXES.set(questions, made);
  return made;
}

/** The parts of a question of which something may be allowed to a caller, in their order. */
export function* relevantParts(caller: Caller, question: Question, guards: readonly Guard[]): Generator<Part> {
  const plan = partsOf(question, guards);
  const positions = new Set<number>();
  const { ofIdentity } = ownLayers(caller, 'lenient');
  const profile = profileOf(ofIdentity);
  if (profile.isAbout(question.actions)) {
    for (const position of meetingStatements(plan, profile.about(ofIdentity, question.actions))) {
      positions.add(position);
    }
  }
  const { own, withAccount } = callerKeys(caller);
  for (const key of own) for (const position of plan.byName.get(key) ?? []) positions.add(position);
  for (const position of [...positions].sort((a, b) => a - b)) {
    const part = plan.parts[position];
    if (part === undefined) continue;
    const needsName = part.guard?.isRequired === true;
    if (needsName && !part.keys.some((key) => withAccount.includes(key))) continue;
    if (canConcern(caller, part)) yield part;
  }
}

/** Positions of the parts with a resource that may be one of some statements. */
function* meetingStatements(
  { parts, anywhere, byResource }: QuestionParts,
  statements: readonly PreparedStatement[],
): Generator<number> {
  yield* anywhere;
  for (const { statement, resources } of statements) {
    if (statement.notResources || resources.upper.some(isEverything)) {
      yield* parts.keys();
      return;
    }
    for (const pattern of resources.upper) yield* byResource.meeting(pattern);
  }
}

/** Whether in one of the ways to allow a request, each policy has a statement about one of the actions. */
function canConcern(caller: Caller, { region: { actions }, guard }: Part): boolean {
  return layersOf(caller, guard, 'lenient').ways.some((layers) => layers.every((layer) => isAbout(layer, actions)));
}

function isAbout(layer: readonly PreparedStatement[], asked: readonly Clause[]): boolean {
  if (layer.length > 2) return profileOf(layer).isAbout(asked);
  return layer.some(({ statement, actions }) => narrow(asked, actions, !statement.notActions, 'lenient') !== undefined);
}
