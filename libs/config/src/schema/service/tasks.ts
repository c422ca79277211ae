import * as z from 'zod';
import { taskOutputName } from '../../task-output-name';
import { nameOf, words } from '../primitives';

/** A JSON text with the command is part of an output of the stack. */
const LONGEST_COMMAND = 1000;

/** The session of the role that waits for a task before a deploy lasts an hour: AWS lets no longer one follow from another role. */
const MOST_MINUTES = 50;

/** Minutes that a release waits for a task before a deploy where service.yaml says nothing. */
export const DEFAULT_MINUTES = 30;

const taskSchema = z
  .strictObject({
    description: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('What the task is for, in one sentence; the handover shows it. Default: none.'),
    command: words
      .refine((written) => JSON.stringify(written).length <= LONGEST_COMMAND, {
        error: `must have at most ${LONGEST_COMMAND} characters as JSON; put a longer command into a script in the image`,
      })
      .describe('Command of the container, as a list of words. The entry point stays that of the service.'),
    before: z
      .literal('deploy', { error: 'must be deploy' })
      .optional()
      .describe(
        'deploy: the release of an image runs the task with the new image, before a task of the service has it. A failure stops the release, and the service keeps its image. For migrations of a database. Default: a person starts the task.',
      ),
    timeoutMinutes: z
      .int()
      .min(1)
      .max(MOST_MINUTES)
      .optional()
      .describe(
        `Minutes that a release waits for a task before the deploy, at most ${MOST_MINUTES}. The release then fails, and the task goes on. Default: ${DEFAULT_MINUTES}.`,
      ),
  })
  .describe('One task.');

export const tasksSchema = z
  .record(nameOf('Name of the task', 24), taskSchema)
  .refine((tasks) => Object.keys(tasks).length <= 10, { error: 'must have at most 10 tasks' })
  .refine((tasks) => new Set(Object.keys(tasks).map(taskOutputName)).size === Object.keys(tasks).length, {
    error: 'must have names that differ in more than their hyphens',
  })
  .default({})
  .describe(
    'One-off tasks, by name: a container of the deployed image starts with another command, does its work, and ends. It has the size, roles, variables and connections of the service. Start one with careplane run; a task before the deploy starts by itself.',
  );
