import type { ExecutorContext } from '@nx/devkit';
import { runCareplane } from '../run-careplane';
import { commandFor } from './options';
import type { SynthOptions } from './options';

/** Synthesize one unit. */
export default async function synth(options: SynthOptions, { root }: ExecutorContext): Promise<{ success: boolean }> {
  const { status } = await runCareplane(root, commandFor(options), 'shown');
  return { success: status === 0 };
}
