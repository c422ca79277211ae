import { synthesizeUnits } from '@careplane/assessment/evidence';
import { EXIT, withTemporaryFolder } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { placeholdersOf } from '@careplane/config';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { monthlyCost } from '@careplane/assessment/monthly-cost';
import { withoutPipeline, withoutServices } from '@careplane/platform/image-ways';
import { drawNetwork } from '@careplane/handover';
import { isClean, judge, requireAnswers, sarifOf } from '@careplane/assessment/judges';
import { jobsOf, pipelinesOf } from '@careplane/platform';
import { commandLine } from '../render/command-line';
import { complianceLocksOf } from '../render/locks';
import { renderPlan } from '../render/plan';
import { plainHttpIn } from '@careplane/platform/plain-http';
import type { Plan, StackSummary } from '../render/plan';
import { loadTarget } from '@careplane/platform/target';
import type { TargetOptions } from '@careplane/platform/target';

export interface PlanOptions extends TargetOptions {
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
  const target = loadTarget(directory, options);
  const { model, selection } = target;
  const left = options.ledger === true ? await (await import('../leftovers.js')).leftInAccount(target) : undefined;
  const planned = await withTemporaryFolder(async (folder): Promise<Plan> => {
    const units = synthesizeUnits(model, selection, folder, (text) => terminal.progress(text));
    const cost = monthlyCost(units.map(({ made }) => made.assembly.directory));
    terminal.progress('running the judges');
    const verdicts = await judge(
      model,
      units.map(({ made }) => made),
    );
    if (options.diagram !== undefined) {
      await drawNetwork(options.diagram, { directory, model, units, environment: options.env });
    }
    const locks = complianceLocksOf(model);
    const jobs = jobsOf(model, { units: units.map(({ name }) => name), environment: options.env });
    return {
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
      cost,
      verdicts,
      clean: isClean(verdicts),
    };
  });
  if (options.diagram !== undefined) terminal.talk(`The network is in ${options.diagram}.`);
  if (options.sarif) {
    terminal.data(sarifOf(model, planned.verdicts, new Date()));
  } else if (options.json) {
    terminal.data(JSON.stringify({ ...planned, ...(left === undefined ? {} : { leftovers: left.data }) }, null, 2));
  } else {
    terminal.data(renderPlan(planned));
    if (left !== undefined) terminal.data(`\n${left.text}`);
    for (const line of withoutServices(model, directory)) terminal.talk(line);
    terminal.talk(
      planned.clean
        ? `Next: ${commandLine('synth', directory, options)} --out cdk.out`
        : `Next: fix the open findings above, then ${commandLine('plan', directory, options)}`,
    );
  }
  requireAnswers(planned.verdicts);
  return planned.clean ? EXIT.ok : EXIT.no;
}

function stacksOf(assembly: CloudAssembly): StackSummary[] {
  return assembly.stacks.map((stack) => ({
    name: stack.stackName,
    account: stack.environment.account,
    region: stack.environment.region,
    resources: Object.keys((stack.template as { Resources: object }).Resources).length,
  }));
}
