import * as z from 'zod';

/** Lower-case words joined by hyphens: what CloudFormation, ECR and DNS all accept in a name. */
export const nameOf = (what: string, max: number) =>
  z
    .string()
    .min(2)
    .max(max)
    .regex(/^[a-z](?:-?[a-z0-9])*$/, {
      error: 'must be lower-case letters, digits and single hyphens, starting with a letter',
    })
    .describe(
      `${what}: lower-case letters, digits and single hyphens, starting with a letter, ${max} characters at most.`,
    );

/** For a list of texts that AWS refuses if it has one of them twice. */
export const eachOnce = [
  (list: readonly string[]) => new Set(list).size === list.length,
  { error: 'must list each entry once' },
] as const;

/** Words of a command or an entry point, as Docker and ECS take them. */
export const words = z.array(z.string().min(1)).min(1).max(50);

export const environmentName = nameOf('Name of an environment', 20);

/** AWS account ids are text: a leading zero is part of the id. */
export const accountId = z.string().regex(/^\d{12}$/, { error: 'must be the 12 digits of an AWS account id' });

export const regionName = z
  .string()
  .regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, { error: 'must be the code of an AWS region, such as us-east-2' });

export const domainName = z
  .string()
  .max(200)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/, {
    error: 'must be a DNS name in lower case, such as staging.medmo.example',
  });

/** An IPv4 range as written, for example 10.20.0.0/16. Whether the address is the first of its range is a rule of its own. */
export const cidr = z.string().regex(/^\d{1,3}(?:\.\d{1,3}){3}\/\d{1,2}$/, {
  error: 'must be an IPv4 range, such as 10.20.0.0/16',
});

export const email = z.email({ error: 'must be an e-mail address, such as operations@medmo.example' });

/** Retention periods that CloudWatch Logs accepts, in days. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

export const logRetentionDays = z.literal([...LOG_RETENTION_DAYS]);

/** Retention periods of CloudWatch Logs that are six years or longer. 45 CFR 164.316(b)(2)(i) */
export const auditLogRetentionDays = z.literal([2192, 2557, 2922, 3288, 3653]);

/** One reason of a person for switching a protection off; short excuses are not reasons. */
export const reason = z
  .string()
  .min(20)
  .describe('Why this is safe here, in a sentence that an auditor understands (20 characters or more).');
