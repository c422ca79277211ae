import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { runTool } from '../run-tool';
import { commandFor } from './options';
import type { SynthOptions } from './options';

/** How one task of a batch ended, as Nx expects it. */
interface TaskEnded {
  readonly task: string;
  readonly result: { readonly success: boolean; readonly terminalOutput: string };
}

type Task = readonly [id: string, options: SynthOptions];

/**
 * Synthesize many units: one process for all units of a platform, because starting the CDK takes longer than a unit.
 *
 * If this fails, each unit is synthesized separately, so that an error in one file fails only its own unit, with its
 * own message.
 */
export default async function* synthBatch(
  taskGraph: Pick<TaskGraph, 'tasks'>,
  options: Readonly<Record<string, SynthOptions>>,
  _overrides: unknown,
  { root }: Pick<ExecutorContext, 'root'>,
): AsyncGenerator<TaskEnded> {
  for (const tasks of groups(Object.keys(taskGraph.tasks).sort(), options)) {
    if (tasks.length > 1) {
      const { status } = await runTool(root, 'careplane', commandForAll(tasks), 'kept');
      if (status === 0) {
        yield* tasks.map(([id, { unit, out }]) => ended(id, true, `${out}/${unit}\n`));
        continue;
      }
    }
    for (const [id, one] of tasks) {
      const { status, output } = await runTool(root, 'careplane', commandFor(one), 'kept');
      yield ended(id, status === 0, output);
    }
  }
}

/** Tasks that one command can do: of the same platform, into the same folder. */
function groups(ids: readonly string[], options: Readonly<Record<string, SynthOptions>>): Task[][] {
  const found = new Map<string, Task[]>();
  for (const id of ids) {
    const one = options[id];
    if (one === undefined) throw new Error(`Nx gave task ${id} no options`);
    const key = JSON.stringify([one.platform, one.out]);
    found.set(key, [...(found.get(key) ?? []), [id, one]]);
  }
  return [...found.values()];
}

function commandForAll(tasks: readonly Task[]): string[] {
  const [first] = tasks;
  if (first === undefined) throw new Error('a group without tasks');
  const units = tasks.map(([, { unit }]) => unit);
  return ['synth', first[1].platform, '--out', first[1].out, '--unit', ...units];
}

function ended(task: string, success: boolean, terminalOutput: string): TaskEnded {
  return { task, result: { success, terminalOutput } };
}
