import { z } from 'zod';
import { CLASSES } from '../policy';

const name = (what: string) =>
  z
    .string({ error: `must be ${what}` })
    .min(1, { error: `must be ${what}` })
    .max(512, { error: `must be ${what}, at most 512 characters` });

const pattern = (what: string) =>
  name(`${what}; * stands for any characters`).describe(`${what}; \`*\` stands for any characters.`);

const scope = z
  .strictObject({
    class: z.enum(CLASSES).optional().describe('Kind of finding.'),
    repository: pattern('Image repository, or for templates the deployable unit').optional(),
    environment: pattern('Environment').optional(),
    target: pattern('Scanned target: `debian`, `app/package-lock.json`').optional(),
    package: pattern('Name of the package, or its package URL without version').optional(),
    path: pattern('Path of the package in the image').optional(),
    resource: pattern('Resource in the file').optional(),
  })
  .refine((given) => Object.keys(given).length > 0, {
    error: 'must be a map with at least one key, or the word everywhere',
  });

/** Dates that exist: zod checks days and leap years; 2026-02-30 is none. */
const day = z.iso.date({ error: 'must be a valid date, such as 2026-12-31' });

const exception = z.strictObject({
  id: z
    .union([name('a rule'), z.array(name('a rule')).min(1, { error: 'must be a list of at least one rule' })], {
      error: 'must be a rule such as CVE-2024-1234, the 64 digits of a finding’s identity, or a list of them',
    })
    .describe(
      'Rule (`CVE-2024-1234`, or an alias) or identity of a finding (64 hexadecimal digits); or a list of them.',
    ),
  scope: z
    .union([z.literal('everywhere'), scope], {
      error:
        'must be a map with at least one key of class, repository, environment, target, package, path, resource; or the word everywhere',
    })
    .describe('Where the exception applies. Every given key must match. The word `everywhere` sets no limit.'),
  reason: z
    .string({ error: 'must be a sentence that an auditor understands, 20 characters or more' })
    .trim()
    .min(20, { error: 'must be a sentence that an auditor understands, 20 characters or more' })
    .describe('Why this is safe here, in a sentence that an auditor understands (20 characters or more).'),
  owner: z
    .string({ error: 'must be a name or an e-mail address, 2 to 100 characters' })
    .trim()
    .min(2, { error: 'must be a name or an e-mail address, 2 to 100 characters' })
    .max(100, { error: 'must be a name or an e-mail address, 2 to 100 characters' })
    .describe('Who answers for the exception: a name or an e-mail address.'),
  expires: day.describe('Last day of the exception (UTC), at most 366 days ahead.'),
});

/** A file of exceptions as people write it. */
export const exceptionsSchema = z.strictObject(
  {
    exceptions: z
      .array(exception, { error: 'must be a list; for no exceptions, write []' })
      .describe('Findings that are tolerated for a limited time.'),
  },
  { error: 'must be a map with the key exceptions' },
);
