import * as z from 'zod';
import { branchName } from './pipelines';

const branchPattern = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*\*?$/, { error: 'must be a branch, or the beginning of branches followed by *' });

/** Days between two times of a task that people do; a year is the longest that any of them should wait. */
const everyDays = z.int().min(1).max(366);

const line = z.string().min(1).max(200);

export const handoverSchema = z
  .strictObject({
    featureBranches: branchPattern
      .default('feature/*')
      .describe('Branches on which people work, before the development branch.'),
    developmentBranch: branchName
      .default('development')
      .describe('Branch in which finished work meets, before the branches of the environments.'),
    hotfixBranches: branchPattern
      .default('hotfix/*')
      .describe('Branches for urgent repairs, which begin at the branch of a production environment.'),
    requiredReviews: z
      .int()
      .min(1)
      .max(6)
      .default(1)
      .describe(
        'Reviews that the branches of the environments require before a merge. Set the same number in the branch protection of the repositories; Careplane does not read it.',
      ),
    requiredChecks: z
      .array(line)
      .max(50)
      .default([])
      .describe('Names of the checks that the branch protection of the services requires. Default: none is known.'),
    secretOwners: z
      .record(
        z.string().regex(/^[a-z][a-z0-9-]*\/[A-Za-z_][A-Za-z0-9_]*$/, {
          error: 'must be a service and its variable, such as api/SESSION_KEY',
        }),
        line,
      )
      .default({})
      .describe(
        'Who issues and renews each secret, by service and variable: { api/SESSION_KEY: security@medmo.example }. Default: no owner is known, and the handover says so.',
      ),
    escalation: z
      .array(
        z.strictObject({
          afterMinutes: z.int().min(0).max(10_080).describe('Minutes after the alarm at which this contact is called.'),
          who: line.describe('Person or team.'),
          how: line.describe('Telephone number, address or channel.'),
        }),
      )
      .max(20)
      .default([])
      .describe('Whom to call when the first contact does not answer. Default: the contacts of the account.'),
    reviewDays: z
      .strictObject({
        access: everyDays
          .default(90)
          .describe('Days between two reviews of who has access (45 CFR 164.308(a)(4)(ii)(C)).'),
        secrets: everyDays.default(180).describe('Days between two replacements of a secret that AWS does not rotate.'),
        restoreDrill: everyDays
          .default(180)
          .describe('Days between two restore drills by people (45 CFR 164.308(a)(7)(ii)(D)).'),
        versions: everyDays
          .default(90)
          .describe('Days between two looks at newer versions of Trivy, MySQL, the price list and the toolkit.'),
      })
      .prefault({})
      .describe('How often people do what no machine does: the maintenance calendar of the handover.'),
  })
  .describe('What only people know, for the handover documents: git workflow, owners, escalation, calendar.');
