/** Stop a generator because of something that a person can mend; nothing is written. Nx shows the message alone. */
export function refuse(message: string): never {
  const error = new Error(message);
  error.stack = message;
  throw error;
}
