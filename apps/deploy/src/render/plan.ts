import type { Verdict } from '@careplane/compliance';
import { table } from './table';
import { renderVerdicts } from './verdicts';

/** What `careplane plan` shows, and prints with --json. */
export interface Plan {
  readonly platform: string;
  readonly account: string;
  readonly region: string;
  readonly environments: readonly PlannedEnvironment[];
  readonly units: readonly { readonly name: string; readonly stacks: readonly PlannedStack[] }[];
  readonly verdicts: readonly Verdict[];
  /** Whether no judge that ran has an open finding. */
  readonly clean: boolean;
}

export interface PlannedEnvironment {
  readonly name: string;
  readonly branch: string;
  readonly domain: string;
  readonly production: boolean;
  readonly approval: boolean;
  readonly account: string;
  readonly region: string;
}

export interface PlannedStack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly resources: number;
}

export function renderPlan(plan: Plan): string {
  const environments = plan.environments.map((environment) => [
    environment.name,
    environment.branch,
    environment.domain,
    environment.production ? 'production' : 'nonproduction',
    environment.approval ? 'by a person' : 'none',
  ]);
  const elsewhere = ({ account, region }: PlannedStack) =>
    account === plan.account && region === plan.region
      ? ''
      : account === plan.account
        ? region
        : `${account} ${region}`;
  const stacks = plan.units.flatMap((unit) =>
    unit.stacks.map((stack, index) => [
      index === 0 ? unit.name : '',
      stack.name,
      String(stack.resources),
      elsewhere(stack),
    ]),
  );
  const count = plan.units.flatMap((unit) => unit.stacks);
  const resources = count.reduce((sum, stack) => sum + stack.resources, 0);
  return [
    `PLAN OF ${plan.platform}, account ${plan.account}, ${plan.region}\n${plan.units.length} units, ${count.length} stacks, ${resources} resources`,
    table(['environment', 'branch', 'domain', 'tier', 'approval'], environments),
    table(['unit', 'stack', 'resources', 'elsewhere'], stacks, ['resources']),
    renderVerdicts(plan.verdicts),
    plan.clean ? 'Nothing is open.' : 'Open findings: this would not be deployed.',
  ].join('\n\n');
}
