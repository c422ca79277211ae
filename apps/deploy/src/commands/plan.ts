import { synthesizeUnits } from '@careplane/assessment/evidence';
import { answer, chosenFormat, commandLine, EXIT, withTemporaryFolder } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { installedLint } from '@careplane/compliance';
import { placeholdersOf } from '@careplane/config';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { monthlyCost } from '@careplane/assessment/monthly-cost';
import { withoutPipeline, withoutServices } from '@careplane/platform/image-ways';
import { drawNetwork, writeNetwork } from '@careplane/handover';
import type { DrawnNetwork } from '@careplane/handover';
import { isClean, judge, requireAnswers, sarifOf } from '@careplane/assessment/judges';
import { planPage } from '@careplane/assessment/pages';
import { complianceLocksOf, exceededQuotas } from '@careplane/assessment/plan';
import type { CountedStack, Plan, StackSummary } from '@careplane/assessment/plan';
import { jobsOf, pipelinesOf, unitsOf } from '@careplane/platform';
import { renderPlan } from '../render/plan';
import { plainHttpIn } from '@careplane/platform/plain-http';
import { loadTarget } from '@careplane/platform/target';
import type { Target, TargetOptions } from '@careplane/platform/target';
import { platformFacts } from '../render/platform-facts';

const FORMATS = ['table', 'json', 'sarif', 'html'] as const;

export interface PlanOptions extends TargetOptions {
  readonly format?: (typeof FORMATS)[number];
  /** File for the output. */
  readonly out?: string;
  readonly json?: boolean;
  /** Open findings as SARIF, in place of the plan. */
  readonly sarif?: boolean;
  /** Ask the account for units that are in no file. */
  readonly ledger?: boolean;
  /** File for a picture of the network. */
  readonly diagram?: string;
}

/** Show what would be deployed: units, stacks, resources, what the judges say and what was acknowledged, and why. */
export async function plan(directory: string, options: PlanOptions, terminal: Terminal): Promise<Exit> {
  const format = chosenFormat(options, FORMATS, terminal);
  const target = loadTarget(directory, options);
  const { model, selection } = target;
  const left = options.ledger === true ? await (await import('../leftovers.js')).leftInAccount(target) : undefined;
  const { planned, network } = await withTemporaryFolder(async (folder) => {
    const lint = installedLint();
    const units = synthesizeUnits(model, selection, folder, (text) => terminal.progress(text));
    const cost = monthlyCost(units.map(({ made }) => made.assembly.directory));
    terminal.progress('running the judges');
    const verdicts = await judge(
      model,
      units.map(({ made }) => made),
      { lint },
    );
    // A part of a platform has connections whose other ends are elsewhere: its picture would show half of them.
    const isDrawn = options.diagram !== undefined || (format === 'html' && unitsOf(model, {}).length === units.length);
    const drawn = isDrawn ? await drawNetwork({ directory, model, units, environment: options.env }) : undefined;
    if (options.diagram !== undefined) writeNetwork(options.diagram, drawn, options.env);
    const locks = complianceLocksOf(model);
    const exceeded = exceededQuotas(units.flatMap(({ made }) => countedStacks(made.assembly)));
    const jobs = jobsOf(model, { units: units.map(({ name }) => name), environment: options.env });
    const made: Plan = {
      platform: model.name,
      account: model.account,
      region: model.region,
      environments: model.environments
        .filter(({ name }) => options.env === undefined || name === options.env)
        .map(({ name, branch, domain, production, approval, account, region }) => ({
          name,
          branch,
          domain,
          production,
          approval,
          account,
          region,
        })),
      units: units.map(({ name, made }) => ({ name, stacks: stacksOf(made.assembly) })),
      pipelines: units.flatMap(({ made }) => pipelinesOf(made.assembly)),
      ...(jobs.length === 0 ? {} : { jobs }),
      ...plainHttpIn(model.services.filter((service) => units.some(({ name }) => name === service.unit))),
      withoutPipeline: withoutPipeline(model, selection, directory),
      placeholders: placeholdersOf(model),
      ...(locks.length === 0 ? {} : { complianceLocks: locks }),
      ...(exceeded.length === 0 ? {} : { exceededQuotas: exceeded }),
      cost,
      verdicts,
      clean: isClean(verdicts),
    };
    return { planned: made, network: drawn };
  });
  if (options.diagram !== undefined) terminal.talk(`The network is in ${options.diagram}.`);
  answer(rendered(format, planned, { left, network, at: new Date(), target }), options.out, terminal);
  if (format === 'table') {
    for (const line of withoutServices(model, directory)) terminal.talk(line);
    const { env } = options;
    if (!('notPriced' in planned.cost)) {
      terminal.talk(`Cost by resource: ${commandLine('cost estimate', directory, env === undefined ? {} : { env })}`);
    }
    terminal.talk(
      planned.clean
        ? `Next: ${commandLine('synth', directory, options)} --out cdk.out`
        : `Next: fix the open findings above, then ${commandLine('plan', directory, options)}`,
    );
  }
  requireAnswers(planned.verdicts);
  return planned.clean ? EXIT.ok : EXIT.no;
}

/** What a plan is rendered with. */
interface PlanContext {
  readonly left: { readonly data: unknown; readonly text: string } | undefined;
  readonly network: DrawnNetwork | undefined;
  readonly at: Date;
  readonly target: Target;
}

function rendered(format: (typeof FORMATS)[number], planned: Plan, { left, network, at, target }: PlanContext): string {
  switch (format) {
    case 'sarif':
      return sarifOf(target.model, planned.verdicts, at);
    case 'json':
      return JSON.stringify({ ...planned, ...(left === undefined ? {} : { leftovers: left.data }) }, null, 2);
    case 'table':
      return [renderPlan(planned), ...(left === undefined ? [] : [left.text])].join('\n\n');
    case 'html':
      return planPage(planned, {
        facts: platformFacts(target, at),
        ...(network && { network }),
        ...(left && { leftovers: left.text.split('\n') }),
      });
  }
}

function countedStacks(assembly: CloudAssembly): CountedStack[] {
  return assembly.stacks.map(({ environment: { account, region }, template }) => ({
    account,
    region,
    template: template as CountedStack['template'],
  }));
}

function stacksOf(assembly: CloudAssembly): StackSummary[] {
  return assembly.stacks.map((stack) => ({
    name: stack.stackName,
    account: stack.environment.account,
    region: stack.environment.region,
    resources: Object.keys((stack.template as { Resources: object }).Resources).length,
  }));
}
