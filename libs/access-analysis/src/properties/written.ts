import type { AccessWorld } from '../template/world';
import { questionsByService } from './ask';
import { namesOf, Selection } from './select';
import type { AccessProperty, PrincipalKind, PropertySettings, What } from './terms';
import { isVerb, RESOURCE_WORDS, VERBS } from './verbs';
import { aboutNothing, environmentWords, singleton, unknownActions, unknownNames, unknownWords } from './written-words';
import type { PropertyProblem } from './written-words';

/** A property as people write it in platform.yaml. */
export interface WrittenProperty {
  readonly name: string;
  readonly words: string;
  readonly who: WrittenWho;
  readonly cannot: readonly string[];
  readonly on: What;
  readonly withSteps: boolean;
  readonly except: readonly { readonly name: readonly string[]; readonly reason: string }[];
}

export interface WrittenWho {
  readonly kind?: readonly PrincipalKind[] | undefined;
  readonly environment?: string | undefined;
  readonly name?: readonly string[] | undefined;
  /** Names of principals that are left out. */
  readonly not?: readonly string[] | undefined;
}

/** A written property in terms. */
export function propertyOf({ except, cannot, who, ...rest }: WrittenProperty): AccessProperty {
  const { not, ...of } = who;
  return {
    ...rest,
    kind: 'access',
    who: { ...of, ...(not === undefined ? {} : { not: [{ name: not }] }) },
    cannot: cannot.flatMap((word) => (isVerb(word) || isAction(word) ? [word] : [])),
    except: except.map(({ name, reason }) => ({ who: { name }, reason })),
  };
}

/** Names in properties that nothing on the platform has. A property about nothing would always be proved. */
export function problemsOf(
  properties: readonly WrittenProperty[],
  world: AccessWorld,
  settings: PropertySettings,
): PropertyProblem[] {
  const selection = new Selection(world, settings);
  return properties.flatMap((property, index) =>
    problemsIn(property, selection, settings).map((problem) => ({ ...problem, path: [index, ...problem.path] })),
  );
}

function problemsIn(property: WrittenProperty, selection: Selection, settings: PropertySettings): PropertyProblem[] {
  const { who, on, cannot, except } = property;
  const principals = selection.world.principals.map(({ name }) => name);
  const resources = selection.world.resources.flatMap(namesOf);
  const environments = environmentWords(settings.environments);
  const found = [
    ...unknownNames(who.name, ['who', 'name'], principals, 'a role, user, group or permission set'),
    ...unknownNames(who.not, ['who', 'not'], principals, 'a role, user, group or permission set'),
    ...except.flatMap(({ name }, index) =>
      unknownNames(name, ['except', index, 'name'], principals, 'a role, user, group or permission set'),
    ),
    ...unknownNames(on.name, ['on', 'name'], resources, 'a resource'),
    ...unknownWords(singleton(who.environment), ['who', 'environment'], environments),
    ...unknownWords(singleton(on.environment), ['on', 'environment'], environments),
    ...unknownWords(
      on.types?.filter((type) => !type.includes('::')),
      ['on', 'types'],
      Object.keys(RESOURCE_WORDS),
    ),
    ...unknownWords(
      cannot.filter((word) => !isAction(word)),
      ['cannot'],
      Object.keys(VERBS),
    ),
    ...unknownActions(cannot.filter(isAction), ['cannot']),
  ];
  if (found.length > 0) return found;
  const empty = [...noPrincipal(property, selection), ...nothing(property, selection)];
  return empty.length > 0 ? empty : withoutResource(property, selection);
}

function noPrincipal({ who, ...rest }: WrittenProperty, selection: Selection): PropertyProblem[] {
  if (selection.principals(propertyOf({ who, ...rest }).who).length > 0) return [];
  return [aboutNothing(['who'], JSON.stringify(who), 'no principal of the platform')];
}

function nothing({ on }: WrittenProperty, selection: Selection): PropertyProblem[] {
  return selection.resources(on).length > 0
    ? []
    : [aboutNothing(['on'], JSON.stringify(on), 'no resource of the platform')];
}

/** Actions that no resource of the property takes: they would be proved whatever the policies say. */
function withoutResource({ cannot, on }: WrittenProperty, selection: Selection): PropertyProblem[] {
  const arns = selection.resources(on).map(({ arn }) => arn);
  return cannot
    .filter((word) => questionsByService(isVerb(word) ? VERBS[word] : [word], arns).length === 0)
    .map((word) => ({
      path: ['cannot'],
      message: 'is on no resource that "on" selects, so it would always be proved',
      given: word,
      allowed: 'actions of the services that the resources of "on" are of',
      fix: 'Name resources in "on" that the action takes, or another action.',
    }));
}

function isAction(word: string): word is `${string}:${string}` {
  return /^[a-z0-9-]+:[A-Za-z0-9*?]+$/.test(word);
}
