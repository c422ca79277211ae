import { counted } from '@careplane/command-line';
import { exact, usd } from '@careplane/cost-model/estimate';
import { costBasis } from '@careplane/assessment/monthly-cost';
import { explainWithoutPipeline, imageAdvice } from '@careplane/platform/image-ways';
import type { Plan, StackSummary } from '@careplane/assessment/plan';
import { renderLocks } from './locks';
import { renderPlaceholders } from './placeholders';
import { renderQuotas } from './quotas';
import { table, wrap } from '@careplane/problems';
import { renderJobs } from './jobs';
import { renderPlainHttp } from './plain-http';
import { renderVerdicts } from './verdicts';

/** What will be there, for people: environments, services and stacks, in tables. */
export function renderPlan(plan: Plan): string {
  const environments = plan.environments.map((environment) => [
    environment.name,
    environment.branch,
    environment.domain,
    environment.production ? 'production' : 'nonproduction',
    approval(environment.approval),
  ]);
  const elsewhere = ({ account, region }: StackSummary) => {
    if (account !== plan.account) return `${account} ${region}`;
    return region === plan.region ? '' : region;
  };
  const stacks = plan.units.flatMap((unit) =>
    unit.stacks.map((stack, index) => [
      index === 0 ? unit.name : '',
      stack.name,
      String(stack.resources),
      elsewhere(stack),
    ]),
  );
  const pipelines = plan.pipelines.map((pipeline) => [
    pipeline.name,
    pipeline.source,
    pipeline.branch,
    approval(pipeline.approval),
  ]);
  const count = plan.units.flatMap((unit) => unit.stacks);
  const resources = count.reduce((sum, stack) => sum + stack.resources, 0);
  return [
    `PLAN OF ${plan.platform}, account ${plan.account}, ${plan.region}\n${counted(plan.units.length, 'unit')}, ${counted(count.length, 'stack')}, ${counted(resources, 'resource')}`,
    table(['environment', 'branch', 'domain', 'tier', 'approval'], environments),
    table(['unit', 'stack', 'resources', 'elsewhere'], stacks, { right: ['resources'] }),
    ...(plan.pipelines.length === 0 ? [] : [table(['pipeline', 'source', 'branch', 'approval'], pipelines)]),
    ...(plan.jobs === undefined ? [] : [renderJobs(plan.jobs)]),
    ...(plan.withoutPipeline.length === 0 ? [] : [renderWithoutPipeline(plan)]),
    ...(plan.plainHttp === undefined ? [] : [renderPlainHttp(plan.plainHttp)]),
    ...(plan.placeholders.length === 0 ? [] : [renderPlaceholders(plan.placeholders)]),
    ...(plan.complianceLocks === undefined ? [] : [renderLocks(plan.complianceLocks)]),
    ...(plan.exceededQuotas === undefined ? [] : [renderQuotas(plan.exceededQuotas)]),
    renderCost(plan),
    renderVerdicts(plan.verdicts),
    plan.clean ? 'No open findings.' : 'Open findings: deploys are blocked.',
  ].join('\n\n');
}

function renderWithoutPipeline({ platform, withoutPipeline }: Plan): string {
  const advice = imageAdvice(withoutPipeline, platform);
  const sentences = [...withoutPipeline.map(explainWithoutPipeline), ...(advice === undefined ? [] : [advice])];
  return ['WITHOUT A PIPELINE', ...sentences.map((sentence) => wrap(sentence, 2))].join('\n');
}

function renderCost({ cost }: Plan): string {
  if ('notPriced' in cost) return `COST: not known\n${wrap(`${cost.notPriced}.`, 2)}`;
  const [low = '', expected = '', high = ''] = [cost.lowUsd, cost.expectedUsd, cost.highUsd].map((amount) =>
    usd(exact(amount)),
  );
  return [
    `COST: ${expected} USD a month expected${low === high ? '' : `, ${low} to ${high}`}`,
    wrap(costBasis(cost), 2),
  ].join('\n');
}

function approval(asked: boolean): string {
  return asked ? 'by a person' : 'none';
}
