// The jobs of a GitHub workflow, on this machine, one after the other.
import { join } from 'node:path';
import { looksAtStatus, valueOf } from './expressions';
import { runJob } from './job';
import type { Ended, JobContext } from './job';
import type { JobResult, Jobs, Machine, Push, Workflow, WorkflowJob } from './workflow';

export type { JobResult, Jobs, Machine, PushOptions, Workflow } from './workflow';

/** Run the jobs of a workflow for one event, one after the other. */
export async function runWorkflow(flow: Workflow, hub: Machine, push: Push): Promise<Jobs> {
  const done: Record<string, JobResult> = {};
  for (const [name, job] of Object.entries(flow.jobs)) {
    const known = push.before?.[name];
    if (known?.result === 'success' && !push.again?.test(name)) {
      done[name] = known;
      continue;
    }
    const needs = [job.needs ?? []].flat();
    const context = contextOf(hub, push, Object.fromEntries(needs.map((need) => [need, done[need]])));
    const nothing = { outputs: {}, roles: [], output: '', seconds: 0 } as const;
    const held = needs.some((need) => done[need]?.result === 'waiting');
    if (held || !(push.only ?? /^/).test(name) || !isDue(job, needs, context)) {
      done[name] = { ...nothing, result: held ? 'waiting' : 'skipped' };
      continue;
    }
    if (waits(job, push)) {
      done[name] = { ...nothing, result: 'waiting' };
      continue;
    }
    const since = Date.now();
    const instances =
      job.strategy === undefined
        ? [{}]
        : (valueOf(job.strategy.matrix.include, context) as Readonly<Record<string, string>>[]);
    const ended: Ended[] = [];
    for (const matrix of instances) {
      const place = join(push.folder, push.attempt, [name, ...Object.values(matrix)].join('-'));
      ended.push(await runJob({ flow, job, context: { ...context, matrix } }, hub, push, place));
    }
    const result: JobResult = {
      result: ended.every(({ result }) => result === 'success') ? 'success' : 'failure',
      outputs: Object.fromEntries(ended.flatMap(({ outputs }) => Object.entries(outputs))),
      roles: ended.flatMap(({ roles }) => roles),
      output: ended.map(({ output }) => output).join(''),
      failed: ended.find(({ failed }) => failed !== undefined)?.failed,
      seconds: Math.round((Date.now() - since) / 1000),
    };
    done[name] = result;
    print(name, result);
  }
  return done;
}

/** Printed when a job ends, so that a run can be read while it goes on. */
function print(name: string, { result, seconds, failed }: JobResult): void {
  console.log(`     ${name}: ${result}${failed === undefined ? '' : ` (${failed})`}, ${seconds} s`);
}

function contextOf(
  { repository }: Machine,
  { id, attempt, branch, sha, event = {} }: Push,
  needs: JobContext['needs'],
): JobContext {
  return {
    github: { ref_name: branch, sha, repository, run_id: id, run_attempt: attempt, token: 'a-token', event },
    needs,
    steps: {},
    secrets: {},
  };
}

function isDue(job: WorkflowJob, needs: readonly string[], context: JobContext): boolean {
  const succeeded = needs.every((need) => context.needs[need]?.result === 'success');
  if (job.if === undefined) return succeeded;
  if (!looksAtStatus(job.if) && !succeeded) return false;
  return valueOf(job.if, context) === true;
}

/** An environment with reviewers holds the job until they agree. */
function waits(
  { environment }: WorkflowJob,
  { approved = [], protectedEnvironments = [], unprotected = [] }: Push,
): boolean {
  return (
    environment !== undefined &&
    protectedEnvironments.includes(environment) &&
    !unprotected.includes(environment) &&
    !approved.includes(environment)
  );
}
