import { BadInput } from '@careplane/command-line';
import type { Stream } from '@careplane/findings';
import type { Problem } from '@careplane/problems';

export interface StreamOptions {
  readonly repository?: string;
  readonly environment?: string;
  readonly account?: string;
  readonly region?: string | undefined;
}

const RULES: readonly {
  readonly key: keyof StreamOptions;
  readonly pattern: RegExp;
  readonly allowed: string;
  readonly example: string;
}[] = [
  { key: 'repository', pattern: /^[\w][\w./-]{0,255}$/, allowed: 'letters, digits and . _ / -', example: 'medmo/api' },
  { key: 'environment', pattern: /^[\w][\w.-]{0,127}$/, allowed: 'letters, digits and . _ -', example: 'production' },
  { key: 'account', pattern: /^\d{12}$/, allowed: '12 digits', example: '111122223333' },
  { key: 'region', pattern: /^[a-z]{2}(-[a-z]+)+-\d$/, allowed: 'an AWS region', example: 'us-east-2' },
];

/**
 * The stream that findings belong to. Region falls back on AWS_REGION, as with AWS's own tools; the rest must be given.
 *
 * @throws BadInput with all problems at once
 */
export function streamOf(options: StreamOptions, env: NodeJS.ProcessEnv = process.env): Stream {
  const given: StreamOptions = { ...options, region: options.region ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] };
  const problems = RULES.filter(({ key, pattern }) => !pattern.test(given[key] ?? '')).map(
    ({ key, allowed, example }): Problem => ({
      file: 'command line',
      line: 0,
      path: `--${key}`,
      message: given[key] === undefined ? 'is missing' : 'is not one',
      given: given[key] ?? '(nothing)',
      allowed,
      fix: `give --${key} ${example}`,
    }),
  );
  if (problems.length > 0) throw new BadInput('These options identify the stream of the findings.', problems);
  const { repository, environment, account, region } = given as Stream;
  return { repository, environment, account, region };
}

/** @throws BadInput */
export function digestOf(option: string, digest: string | undefined): string | undefined {
  if (digest === undefined || /^sha256:[0-9a-f]{64}$/.test(digest)) return digest;
  throw new BadInput(
    `${option} ${digest}: a digest is sha256: and 64 hexadecimal digits. Ask the registry, or crane digest.`,
  );
}
