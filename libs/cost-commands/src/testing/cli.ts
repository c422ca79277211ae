import { told } from '@careplane/command-line/testing';
import type { Told } from '@careplane/command-line/testing';
import { program } from '../program';

/** careplane-cost in this process. */
export function cli(...args: string[]): Promise<Told> {
  return told('careplane-cost', program, args);
}
