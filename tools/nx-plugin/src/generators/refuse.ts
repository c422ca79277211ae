/** Stops a generator because of a user error. Nothing is written, and Nx shows only the message. */
export function refuse(message: string): never {
  const error = new Error(message);
  error.stack = message;
  throw error;
}
