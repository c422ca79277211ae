// Questions about the reference platform: what its properties ask of its principals, about one resource or about all of a type.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { accessWorld } from '@careplane/access-analysis';
import type { AccessWorld } from '@careplane/access-analysis';
import { analyzedPlatform } from '@careplane/assessment/proofs';
import { shortRun } from '@careplane/command-line';
import { loadTarget } from '@careplane/platform/target';
import { writeAssemblies } from '@careplane/platform/write-assemblies';
import { matchesPattern, wildcardPattern } from '../../../libs/access-analysis/src/automata/pattern';
import { decide } from '../../../libs/access-analysis/src/decide/decide';
import type { Guard } from '../../../libs/access-analysis/src/decide/question';
import type { Statement } from '../../../libs/access-analysis/src/policy/statement';
import { textWords } from '../../../libs/access-analysis/src/policy/text';
import { has, hasValue, question } from '../../../libs/access-analysis/src/properties/ask';
import { VERBS } from '../../../libs/access-analysis/src/properties/verbs';
import type { Verb } from '../../../libs/access-analysis/src/properties/verbs';
import type { Principal } from '../../../libs/access-analysis/src/template/principal';
import { Chance } from '../random';
import { documentOf } from '../simulated';
import type { AskedTwice } from './asked';
import type { Known, WrittenQuestion, WrittenResource } from './encode';

const VERB_NAMES = Object.keys(VERBS) as Verb[];

/** The reference platform, from its files. */
export function medmoWorld(scratch: string): AccessWorld {
  const folder = join(__dirname, '../../../apps/medmo');
  const { model } = loadTarget(folder, {});
  writeAssemblies(folder, {}, scratch, () => undefined);
  return shortRun(() => accessWorld(analyzedPlatform(model, readdirSync(scratch), scratch)));
}

/** Endless random questions, with yes and no as answers by turns. */
export function* medmoQuestions(world: AccessWorld): Generator<AskedTwice> {
  const chance = new Chance(16);
  const types = [...new Set(world.resources.map(({ type }) => type))];
  for (let wanted: 'yes' | 'no' = 'yes'; ;) {
    const question = randomQuestion(world, chance, chance.one(types));
    // Most answers are no.
    const ours = question?.ours();
    if (question === undefined || (ours !== wanted && ours !== 'undecided')) continue;
    wanted = wanted === 'yes' ? 'no' : 'yes';
    yield question;
  }
}

/** About some resources of a type, or all ARNs that begin as theirs do; undefined if no policy has such actions. */
function randomQuestion(world: AccessWorld, chance: Chance, type: string): AskedTwice | undefined {
  const principal = chance.one(world.principals);
  const ofType = world.resources.filter((resource) => resource.type === type).map(({ arn }) => arn);
  const isWide = chance.happens(0.2);
  const named = [...new Set(chance.some(ofType, 3))];
  const arns = isWide ? [`${commonBeginning(ofType)}*`] : named;
  const service = serviceIn(named[0] ?? '');
  const verb = chance.one(VERB_NAMES);
  const prefix = chance.one(PREFIXES[service] ?? [service]);
  const actions = VERBS[verb].filter((action) => action.startsWith(`${prefix}:`));
  const guards = world.guards.filter(({ arn }) => (isWide ? serviceIn(arn) === service : arns.includes(arn)));
  const context = randomDemand(chance, principal, guards);
  if (!isNear(principal, actions)) return undefined;
  const resources = arns.flatMap((arn) => (type === 'AWS::S3::Bucket' ? [arn, `${arn}/?*`] : [arn]));
  const demands = context.map(([key, value]) => (value === undefined ? has(key, false) : hasValue(key, value)));
  return {
    name: `${principal.name}: ${verb} (${actions.join(', ')}) on ${resources.join(', ')} ${JSON.stringify(context)}`,
    ours: () => decide(principal.caller, question(actions, resources, demands), world.guards).verdict,
    written: () => written(principal, actions, resources, guards, context),
  };
}

const serviceIn = (arn: string): string => arn.split(':')[2] ?? '';

function commonBeginning(texts: readonly string[]): string {
  return texts.reduce((known, text) => {
    const different = [...known].findIndex((character, index) => character !== text[index]);
    return different < 0 ? known : known.slice(0, different);
  });
}

/** Actions that resources of a service are about, by the service of their ARN. */
const PREFIXES: Readonly<Record<string, readonly string[]>> = { iam: ['iam', 'sts'] };

/** Whether the answer is more than that no policy has such an action. */
function isNear({ caller }: Principal, actions: readonly string[]): boolean {
  const patterns = caller.identity
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement) => (statement.notActions ? ['*'] : statement.actions.map(textWords)))
    .map((action) => wildcardPattern(action, { ignoresCase: true }));
  return actions.some((action) => patterns.some((pattern) => matchesPattern(pattern, action)));
}

/** Of some questions: a key that a policy has a condition on is absent, or has one of the values of the condition. */
function randomDemand(chance: Chance, { caller }: Principal, guards: readonly Guard[]): readonly Known[] {
  const statements = [...caller.identity, ...guards.flatMap((guard) => guard.statements)];
  const conditions = statements.flatMap((statement) => statement.conditions);
  if (conditions.length === 0 || chance.happens(0.6)) return [];
  const { key, values } = chance.one(conditions);
  const value = chance.happens(0.4) ? undefined : textWords(chance.one(values)).replace('*', 'x');
  const isKnown = [caller, ...guards].some(({ known }) => known?.has(key.toLowerCase()) === true);
  return isKnown ? [] : [[key, value]];
}

function written(
  { caller }: Principal,
  actions: readonly string[],
  resources: readonly string[],
  guards: readonly Guard[],
  context: readonly Known[],
): WrittenQuestion {
  const statements = (of: readonly Statement[], isTrust = false) => documentOf(of, isTrust).Statement;
  return {
    caller: { arn: caller.arn, account: caller.account, isUser: caller.kind === 'user' },
    identity: statements(caller.identity),
    boundary: caller.boundary === undefined ? undefined : statements(caller.boundary),
    resourcesWithPolicies: guards.map((guard): WrittenResource => ({
      arns: [guard.arn, ...guard.alsoCovers],
      policy: statements(guard.statements, guard.arn.split(':')[2] === 'iam'),
      isRequired: guard.isRequired,
      ...(guard.actions === undefined ? {} : { actions: guard.actions }),
      known: [...(guard.known ?? [])],
    })),
    known: [...caller.known, ...context.map(([key, value]): Known => [key.toLowerCase(), value])],
    ...{ actions, resources },
  };
}
