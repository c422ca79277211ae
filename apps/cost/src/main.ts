import { main } from '@careplane/command-line';
import { program } from './program';

/** Resolves with the exit code, for `careplane cost`, which runs this in its own process. */
export const done = main('careplane-cost', program);
