import { printable } from '@careplane/problems';

/**
 * Stops a generator because of a user error. Nothing is written, and Nx shows only the message, in which nothing that a file
 * contains can steer the terminal.
 */
export function refuse(message: string): never {
  const error = new Error(printable(message));
  error.stack = error.message;
  throw error;
}
