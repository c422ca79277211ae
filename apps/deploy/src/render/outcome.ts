import { EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import type { UnitEnvironment } from '@careplane/platform/unit-environments';
import type { DeploymentStatus, leftoversAsData } from '@careplane/deployment/ledger';
import type { DeployOutcome, StackResult } from '@careplane/deployment/rollout';
import { table } from '@careplane/problems';
import { plannedStackAsData } from '@careplane/deployment/review';
import { renderStatuses } from './statuses';

/** What is shown of a deploy beside its outcome. */
export interface Shown {
  readonly platform: string;
  readonly statuses: readonly DeploymentStatus[];
  /** What is in the account and in no file. */
  readonly leftovers: ReturnType<typeof leftoversAsData>;
  /** Command that continues. */
  readonly again: string;
  readonly json: boolean;
}

/** Show how a deploy ended, what is left, and what to type next. */
export function renderOutcome(outcome: DeployOutcome, shown: Shown, terminal: Terminal): Exit {
  const { platform, json } = shown;
  if (outcome.kind === 'refused') {
    const { why, review } = outcome;
    if (json) {
      terminal.data(JSON.stringify({ platform, refused: why, concerns: review.risks }, null, 2));
    }
    terminal.talk(why);
    return EXIT.no;
  }
  if (outcome.kind === 'nothing left') {
    const statuses = shown.statuses.map(({ opened }) => ({
      opened,
      record: outcome.ledger.get(`${opened.unit}/${opened.environment}`),
      same: true,
    }));
    const data = resultsAsData(platform, statuses, [], []);
    terminal.data(json ? JSON.stringify({ ...data, leftovers: shown.leftovers }, null, 2) : renderStatuses(statuses));
    terminal.talk('Nothing is left to deploy: another deploy has just finished it.');
    return EXIT.ok;
  }
  const { review, results, written } = outcome;
  if (json) {
    const { planned, risks, cost } = review;
    const data = resultsAsData(platform, shown.statuses, results, written);
    const changes = planned.map(plannedStackAsData);
    terminal.data(JSON.stringify({ ...data, changes, concerns: risks, cost, leftovers: shown.leftovers }, null, 2));
  } else terminal.data(renderResults(results));
  const ended = conclude(results, shown.again, terminal);
  if (outcome.leftOut === undefined || ended !== EXIT.ok) return ended;
  terminal.talk(outcome.leftOut);
  return EXIT.no;
}

function conclude(results: readonly StackResult[], again: string, terminal: Terminal): Exit {
  const namesOf = (outcome: StackResult['outcome']) =>
    results.filter((result) => result.outcome === outcome).map(({ stack }) => stack.name);
  const [failed, refused, left] = [namesOf('failed'), namesOf('refused'), namesOf('not started')];
  if (failed.length > 0) {
    const steps = results.flatMap(({ recoverySteps }) => recoverySteps ?? []);
    terminal.talk(`Failed: ${failed.join(', ')}. Completed changes are kept. Fix the cause, then continue.`);
    terminal.talk(steps.length > 0 ? steps.join('\n') : `  ${again}`);
    return EXIT.toolFailed;
  }
  if (refused.length > 0) {
    terminal.talk(`Not deployed: ${refused.join(', ')}. Completed changes are kept. Continue: ${again}`);
    return EXIT.no;
  }
  if (left.length > 0) {
    terminal.talk(`Stopped before ${left.join(', ')}. Continue: ${again}`);
    return EXIT.toolFailed;
  }
  return EXIT.ok;
}

/** How one stack ended, as soon as it has. */
export function renderStackResult({ stack, outcome, status, reasons, seconds }: StackResult): string {
  const state = status === '' ? '' : ` (${status})`;
  return [`${stack.name}: ${outcome}${state}, ${seconds} s`, ...reasons.map((reason) => `  ${reason}`)].join('\n');
}

function renderResults(results: readonly StackResult[]): string {
  return table(
    ['stack', 'outcome', 'status', 'seconds'],
    results.map(({ stack, outcome, status, seconds }) => [
      stack.name,
      outcome,
      status,
      status === '' ? '' : String(seconds),
    ]),
    { right: ['seconds'] },
  );
}

function resultsAsData(
  platform: string,
  statuses: readonly DeploymentStatus[],
  results: readonly StackResult[],
  written: readonly UnitEnvironment[],
) {
  return {
    platform,
    deployed: statuses.map(({ opened: { unit, environment }, same }) => {
      const recorded = written.some((each) => each.unit === unit && each.environment === environment);
      const changed = recorded ? 'deployed' : 'not deployed';
      return { unit, environment, outcome: same ? 'unchanged' : changed };
    }),
    stacks: results.map(({ stack, recoverySteps, seconds, ...rest }) => ({
      unit: stack.unit,
      stack: stack.name,
      account: stack.account,
      region: stack.region,
      ...rest,
      ...(recoverySteps === undefined ? {} : { wayOut: recoverySteps }),
      seconds,
    })),
  };
}
