import { main } from '@careplane/command-line';
import { program } from './program';

/** Resolves with the exit code, for `careplane scan`, which runs this in its own process. */
export const done = main('careplane-scan', program);
