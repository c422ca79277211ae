import * as z from 'zod';

/** Secrets Manager takes 512 characters for a name, and the secret of a variable is /<platform>/<environment>/<service>/<NAME>. */
export const variableName = z
  .string()
  .max(200)
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'must be the name of an environment variable' });

/** YAML writes numbers and booleans without quotes; a container’s environment knows only text. */
export const variableValue = z.union([z.string(), z.number(), z.boolean()]);

export const absolutePath = z.string().regex(/^\/[A-Za-z0-9._/-]+$/, {
  error: 'must be an absolute path below / of letters, digits and . _ - /',
});

export const containerUser = z
  .string()
  .regex(/^(?!0+(?::|$))(?!root(?::|$))[a-z0-9_][a-z0-9_-]*(?::[a-z0-9_][a-z0-9_-]*)?$/, {
    error: 'must be a user or user:group other than root',
  })
  .default('1000:1000')
  .describe('User (and group) of the container, by number or by a name in the image; never root.');
