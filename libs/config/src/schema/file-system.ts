import * as z from 'zod';
import { nameOf } from './primitives';

export const fileSystemName = nameOf('Name of a file system', 16);

export const fileSystemSchema = z
  .strictObject({
    infrequentAccessDays: z
      .literal([1, 7, 14, 30, 60, 90, 180, 270, 365])
      .optional()
      .describe(
        'Days without access after which a file moves to the class for infrequent access, which costs less to store and more to read. Default: files stay.',
      ),
    alarmGiB: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(100)
      .describe(
        'Size in GiB above which an alarm is raised: the file system grows without a limit, and so does its price.',
      ),
  })
  .describe('A file system of Amazon EFS in every environment: encrypted, in every zone, with backups for six years.');
