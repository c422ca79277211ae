import { matchesPattern, wildcardPattern } from '../automata/pattern';
import type { Condition } from '../policy/statement';
import { textWords } from '../policy/text';
import type { Principal, ResourceInWorld } from '../template/principal';
import { listOf, resourcesOf } from '../template/stack';
import type { AccessWorld } from '../template/world';
import type { PrincipalKind, PropertySettings, What, Who } from './terms';
import { RESOURCE_WORDS } from './verbs';

/** Finds the principals and resources that properties speak of. */
export class Selection {
  private readonly kinds: ReadonlyMap<string, PrincipalKind>;
  /** Every property asks for the same principals and resources. */
  private readonly kindsOf = new Map<Principal, PrincipalKind>();
  private readonly environments = new Map<Owned, string | undefined>();

  constructor(
    readonly world: AccessWorld,
    private readonly settings: PropertySettings,
  ) {
    this.kinds = taskRoles(world);
  }

  principals(who: Who): Principal[] {
    return this.world.principals.filter((principal) => this.isOf(principal, who));
  }

  isOf(principal: Principal, { kind, environment, name, not = [] }: Who): boolean {
    return (
      (kind === undefined || kind.includes(this.kindOf(principal))) &&
      (environment === undefined || this.isIn(this.environmentOf(principal), environment)) &&
      (name === undefined || name.some((each) => fits(each, principal.name))) &&
      !not.some((each) => this.isOf(principal, each))
    );
  }

  kindOf(principal: Principal): PrincipalKind {
    const known = this.kindsOf.get(principal) ?? this.findKind(principal);
    this.kindsOf.set(principal, known);
    return known;
  }

  private findKind(principal: Principal): PrincipalKind {
    if (principal.kind !== 'role') return 'person';
    const ofTask = this.kinds.get(principal.caller.arn);
    if (ofTask !== undefined) return ofTask;
    const [service] = principal.services;
    if (service === undefined) return needsMfa(principal) ? 'emergency' : 'assumed';
    return KIND_BY_SERVICE[service] ?? 'service';
  }

  resources({ types, environment, name, arn, not = [] }: What): ResourceInWorld[] {
    if (arn !== undefined) return arn.map((each) => ({ ...NOWHERE, arn: each }));
    const leftOut = new Set(not.flatMap((each) => this.resources(each)));
    const wanted = types?.flatMap((type) => RESOURCE_WORDS[type] ?? [type]);
    return this.world.resources.filter(
      (resource) =>
        (wanted === undefined || wanted.includes(resource.type)) &&
        (environment === undefined || this.isIn(this.environmentOf(resource), environment)) &&
        (name === undefined || name.some((each) => namesOf(resource).some((own) => fits(each, own)))) &&
        !leftOut.has(resource),
    );
  }

  /** Name of the environment that something belongs to; undefined for what environments share. */
  environmentOf(owned: Owned): string | undefined {
    if (this.environments.has(owned)) return this.environments.get(owned);
    const found = this.findEnvironment(owned);
    this.environments.set(owned, found);
    return found;
  }

  private findEnvironment({ tags, stack, id, name: own }: Owned): string | undefined {
    const names = this.settings.environments.map(({ name }) => name);
    const tag = tags.get('careplane:environment');
    if (tag !== undefined && names.includes(tag)) return tag;
    const words = `${stack}/${own ?? ''}`.toLowerCase().split(/[^a-z0-9]+/);
    return names.find((name) => words.includes(name)) ?? names.find((name) => id.toLowerCase().includes(name));
  }

  /** Whether an environment is the one, or of the tier, that a property speaks of. */
  isIn(own: string | undefined, wanted: string): boolean {
    if (wanted === 'shared') return own === undefined;
    const environment = this.settings.environments.find(({ name }) => name === own);
    if (wanted === 'production' || wanted === 'nonproduction') {
      return environment !== undefined && environment.production === (wanted === 'production');
    }
    return own === wanted;
  }
}

/** What belongs to an environment, or to all of them. */
type Owned = Pick<Principal | ResourceInWorld, 'tags' | 'stack' | 'id'> & { readonly name?: string };

const NOWHERE = { type: '', stack: '', id: '', path: undefined, tags: new Map<string, string>() };

const KIND_BY_SERVICE: Readonly<Record<string, PrincipalKind>> = {
  'cloudformation.amazonaws.com': 'stack',
  'codebuild.amazonaws.com': 'build',
  'codepipeline.amazonaws.com': 'pipeline',
  'ecs-tasks.amazonaws.com': 'task',
  'lambda.amazonaws.com': 'function',
};

/** Whether everyone who takes a role must have signed in with MFA. */
function needsMfa({ trust }: Principal): boolean {
  const allows = trust?.statements.filter(({ effect }) => effect === 'Allow') ?? [];
  const asksForMfa = ({ operator, key, values }: Condition) =>
    operator.toLowerCase() === 'bool' &&
    key.toLowerCase() === 'aws:multifactorauthpresent' &&
    values.every((value) => textWords(value).toLowerCase() === 'true');
  return allows.length > 0 && allows.every(({ conditions }) => conditions.some(asksForMfa));
}

/** Roles that task definitions name, by ARN: of the containers themselves, and of ECS, which starts them. */
function taskRoles({ resolvers }: AccessWorld): Map<string, PrincipalKind> {
  return new Map(
    resolvers.flatMap((resolver) =>
      resourcesOf(resolver.stack, 'AWS::ECS::TaskDefinition').flatMap(({ properties }) => {
        const roleIn = (property: string) => listOf(properties[property]).map((role) => textWords(resolver.text(role)));
        return [
          ...roleIn('TaskRoleArn').map((arn) => [arn, 'task'] as const),
          ...roleIn('ExecutionRoleArn').map((arn) => [arn, 'task execution'] as const),
        ];
      }),
    ),
  );
}

/** Names by which people call a resource. */
export function namesOf({ stack, id, path, arn }: ResourceInWorld): string[] {
  return [`${stack}/${id}`, id, arn, ...(path === undefined ? [] : [path]), arn.split(/[:/]/).at(-1) ?? ''];
}

/** Whether a name fits a pattern with `*` and `?`, in any case of letters. */
export function fits(pattern: string, text: string): boolean {
  return matchesPattern(wildcardPattern(pattern, { ignoresCase: true }), text);
}
