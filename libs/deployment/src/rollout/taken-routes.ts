import { BadInput } from '@careplane/command-line';
import { shellWord } from '@careplane/problems';
import type { AssembledStack } from '../assembly/assembly';
import type { Template } from '../assembly/template';
import type { Clients } from '../aws/clients';
import { lookPlace } from '../aws/stack-now';
import type { ClientSettings } from '../aws/clients';
import { deployedTemplate } from '../change-sets/change-set';
import type { Leftover } from '../ledger/leftovers';

/** A rule of a load balancer, as a template has it. */
interface ListenerRule {
  readonly priority: number;
  /** Host and path, such as `lab.staging.medmo.example/*`. */
  readonly route: string;
}

/** A route of a stack, of which a stack that is in no file still has the priority. */
export interface TakenRoute extends ListenerRule {
  readonly stack: string;
  readonly unit: string;
  readonly takenBy: { readonly stack: string; readonly unit: string };
  /** The next priority after it that none of the looked at rules has. */
  readonly free: number;
}

/**
 * Refuse to deploy a route that a unit in no file still has: a renamed service. The load balancer refuses a second rule with the same
 * priority, and the stack would be rolled back.
 *
 * @throws BadInput with the steps that move the route without an outage
 */
export async function refuseTakenRoutes(
  work: readonly AssembledStack[],
  leftovers: readonly Leftover[],
  clients: Clients,
  { model, directory }: Pick<ClientSettings, 'model' | 'directory'>,
): Promise<void> {
  const old = leftovers.filter(({ gone }) => gone === 'unit');
  const wanted = work.filter(({ environment, template }) => environment !== undefined && rulesOf(template).length > 0);
  if (old.length === 0 || wanted.length === 0) return;
  const deployed = old.flatMap(({ unit, environment, record }) =>
    (record.stacks ?? []).filter(({ shared }) => shared !== true).map((stack) => ({ stack, unit, environment })),
  );
  const rules: DeployedRule[] = [];
  for (const { stack, unit, environment } of deployed) {
    if (!wanted.some((each) => each.environment === environment && each.account === stack.account)) continue;
    const client = await clients.reader(await lookPlace(stack, clients, model));
    const template = (await deployedTemplate(client, stack.name)) ?? {};
    rules.push(...rulesOf(template).map((rule) => ({ ...rule, environment, unit, stack: stack.name })));
  }
  const taken = takenRoutes(wanted, rules);
  if (taken.length > 0) throw new BadInput(wordsOf(taken, directory));
}

interface DeployedRule extends ListenerRule {
  readonly stack: string;
  readonly unit: string;
  readonly environment: string;
}

/** Routes of stacks whose priority a deployed rule of the same environment has. */
export function takenRoutes(
  stacks: readonly Pick<AssembledStack, 'name' | 'unit' | 'environment' | 'template'>[],
  deployed: readonly DeployedRule[],
): TakenRoute[] {
  return stacks.flatMap(({ name, unit, environment, template }) => {
    const others = deployed.filter((rule) => rule.environment === environment && rule.stack !== name);
    const beside = stacks.filter((each) => each.environment === environment);
    const used = new Set(
      [...others, ...beside.flatMap((each) => rulesOf(each.template))].map(({ priority }) => priority),
    );
    return rulesOf(template).flatMap(({ priority, route }) => {
      const by = others.find((rule) => rule.priority === priority);
      if (by === undefined) return [];
      let free = priority + 1;
      while (used.has(free)) free += 1;
      used.add(free);
      return [{ priority, route, stack: name, unit, takenBy: { stack: by.stack, unit: by.unit }, free }];
    });
  });
}

interface Condition {
  readonly HostHeaderConfig?: { readonly Values?: readonly string[] };
  readonly PathPatternConfig?: { readonly Values?: readonly string[] };
}

function rulesOf({ Resources = {} }: Template): ListenerRule[] {
  return Object.values(Resources).flatMap(({ Type, Properties = {} }) => {
    const { Priority: priority, Conditions = [] } = Properties as {
      Priority?: unknown;
      Conditions?: readonly Condition[];
    };
    if (Type !== 'AWS::ElasticLoadBalancingV2::ListenerRule' || typeof priority !== 'number') return [];
    const hosts = Conditions.flatMap(({ HostHeaderConfig }) => HostHeaderConfig?.Values ?? []);
    const paths = Conditions.flatMap(({ PathPatternConfig }) => PathPatternConfig?.Values ?? []);
    return [{ priority, route: `${hosts.join(',')}${paths.join(',')}` }];
  });
}

function wordsOf(taken: readonly TakenRoute[], directory: string): string {
  const old = [...new Set(taken.map(({ takenBy }) => takenBy.unit))];
  const fresh = [...new Set(taken.map(({ unit }) => unit))];
  return [
    `${old.join(' and ')} is in no file any more, and still has routes that ${fresh.join(' and ')} gets. A load balancer refuses two rules with the same priority. Nothing was prepared or changed.`,
    ...taken.map(
      ({ stack, route, priority, takenBy, free }) =>
        `  ${stack}: ${route} has priority ${priority}, as in ${takenBy.stack}; free: ${free}`,
    ),
    'To move the routes without an outage:',
    `  1. Write the free priority at each of these routes in the service.yaml of ${fresh.join(' and ')}, synthesize and deploy: its rule waits behind the old one.`,
    `  2. When its tasks are healthy (careplane status ${shellWord(directory)}): ${old.map((unit) => `careplane retire ${shellWord(directory)} ${unit}`).join('; ')}. It deletes the old rules first, and the new ones answer at once.`,
    '  3. Remove the priorities again, and deploy.',
  ].join('\n');
}
