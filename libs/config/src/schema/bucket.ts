import * as z from 'zod';
import { nameOf } from './primitives';

export const bucketName = nameOf('Name of a bucket', 20);

export const bucketSchema = z
  .strictObject({
    lock: z
      .strictObject({
        mode: z
          .enum(['governance', 'compliance'])
          .describe(
            'governance: only principals with s3:BypassGovernanceRetention may delete earlier. compliance: no one may, not even AWS or the root user.',
          ),
        days: z
          .int()
          .min(1)
          .max(36_500)
          .describe('Days for which an object cannot be deleted or overwritten, from the moment it is written.'),
      })
      .optional()
      .describe(
        'S3 Object Lock: every object is locked as soon as it is written. Cannot be added or removed after the first deploy. Default: none.',
      ),
    oldVersionDays: z
      .int()
      .min(30)
      .max(36_500)
      .default(365)
      .describe('Days for which an overwritten or deleted object is kept as an old version.'),
  })
  .describe(
    'A bucket of Amazon S3 for patient data in every environment: encrypted, versioned, private, open to TLS only, with access logs, and with backups that are kept for six years.',
  );
