import { told } from '@careplane/command-line/testing';
import type { Told } from '@careplane/command-line/testing';
import { program } from '../program';

/** careplane in this process. */
export function cli(...args: string[]): Promise<Told> {
  return told('careplane', program, args);
}
