import * as z from 'zod';

/** The health check of ECS: a command inside the container. */
export const containerCheckSchema = z.strictObject({
  command: z
    .array(z.string().min(1))
    .min(2)
    .describe('Command of the check inside the container, in ECS form: ["CMD", "/app/health"] or ["CMD-SHELL", "…"].'),
  intervalSeconds: z.int().min(5).max(300).default(30).describe('Seconds between two checks.'),
  timeoutSeconds: z.int().min(2).max(60).default(5).describe('Timeout of a check in seconds; less than the interval.'),
  graceSeconds: z
    .int()
    .min(0)
    .max(300)
    .default(60)
    .describe('Start time of a new task in seconds, during which failed checks do not count.'),
});
