import type { ExecutorContext } from '@nx/devkit';
import { runTool } from '../run-tool';
import { commandFor } from './options';
import type { SynthOptions } from './options';

/** Synthesize one unit. */
export default async function synth(options: SynthOptions, { root }: ExecutorContext): Promise<{ success: boolean }> {
  const { status } = await runTool(root, 'careplane', commandFor(options), 'shown');
  return { success: status === 0 };
}
