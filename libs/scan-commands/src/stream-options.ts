import { AWS_REGIONS, regionNamed } from '@careplane/aws-facts';
import { BadInput } from '@careplane/command-line';
import type { Stream } from '@careplane/findings';
import { nearest } from '@careplane/problems';
import type { Problem } from '@careplane/problems';

export interface StreamOptions {
  readonly repository?: string;
  readonly environment?: string;
  readonly account?: string;
  readonly region?: string | undefined;
}

interface Rule {
  readonly key: keyof StreamOptions;
  readonly isOne: (text: string) => boolean;
  readonly allowed: string;
  readonly example: string;
  /** The value that a wrong one may mean. */
  readonly meant?: (text: string) => string | undefined;
}

const REGIONS = Object.keys(AWS_REGIONS);
const matches = (pattern: RegExp) => (text: string) => pattern.test(text);

const RULES: readonly Rule[] = [
  {
    key: 'repository',
    isOne: matches(/^[\w][\w./-]{0,255}$/),
    allowed: 'letters, digits and . _ / -',
    example: 'medmo/api',
  },
  {
    key: 'environment',
    isOne: matches(/^[\w][\w.-]{0,127}$/),
    allowed: 'letters, digits and . _ -',
    example: 'production',
  },
  { key: 'account', isOne: matches(/^\d{12}$/), allowed: '12 digits', example: '111122223333' },
  {
    ...{ key: 'region', allowed: `one of ${REGIONS.join(', ')}`, example: 'us-east-2' },
    isOne: (text) => REGIONS.includes(text),
    meant: (text) => regionNamed(text) ?? nearest(text, REGIONS),
  },
];

/**
 * The stream that findings belong to. Region falls back on AWS_REGION, as with AWS's own tools; the rest must be given.
 *
 * @throws BadInput with all problems at once
 */
export function streamOf(options: StreamOptions, env: NodeJS.ProcessEnv = process.env): Stream {
  const given: StreamOptions = { ...options, region: options.region ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] };
  const problems = RULES.filter(({ key, isOne }) => !isOne(given[key] ?? '')).map(
    ({ key, allowed, example, meant }): Problem => ({
      file: 'command line',
      line: 0,
      path: `--${key}`,
      message: given[key] === undefined ? 'is missing' : 'is not one',
      given: given[key] ?? '(nothing)',
      allowed,
      fix: `give --${key} ${meant?.(given[key] ?? '') ?? example}`,
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
