import { readFileSync } from 'node:fs';
import { BadInput } from '@careplane/command-line';
import { DEFAULT_POLICY, parseBaseline, parseExceptions, parsePolicy } from '@careplane/findings';
import type { Stream } from '@careplane/findings';
import { systemErrorReason } from '@careplane/problems';
import type { Problem } from '@careplane/problems';
import { FILES } from './files';
import type { FileName } from './files';
import type { LoadedRules, RulesOptions } from './rules';

/**
 * Read exceptions, policy and baseline. Without a policy the default holds.
 *
 * @throws BadInput with all problems of all files at once
 */
export function readRuleFiles(options: RulesOptions, stream: Stream, now: Date): LoadedRules {
  const problems: Problem[] = [];
  const texts = new Map<FileName, string>();
  const read = <T>(
    file: string | undefined,
    name: FileName,
    parse: (text: string, file: string) => T,
  ): T | undefined => {
    if (file === undefined) return undefined;
    const text = textOf(file, problems);
    if (text === undefined) return undefined;
    texts.set(name, text);
    return parse(text, file);
  };
  const exceptions = read(options.exceptions, FILES.exceptions, (text, file) => parseExceptions(file, text, now));
  const policy = read(options.policy, FILES.policy, (text, file) => parsePolicy(file, text));
  const baseline = read(options.baseline, FILES.baseline, (text, file) => parseBaseline(file, text, stream));
  for (const result of [exceptions, policy, baseline]) if (result?.ok === false) problems.push(...result.problems);
  if (problems.length > 0)
    throw new BadInput('Nothing was decided. Correct the files above, then run the same command again.', problems);
  return {
    rules: {
      policy: policy?.ok ? policy.policy : DEFAULT_POLICY,
      ...(exceptions?.ok && { exceptions: exceptions.exceptions }),
      ...(baseline?.ok && { baseline: baseline.baseline }),
    },
    texts,
  };
}

function textOf(file: string, problems: Problem[]): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    problems.push({
      file,
      line: 0,
      path: '',
      message: `cannot be read: ${systemErrorReason(error)}`,
      given: file,
      allowed: 'a readable file',
      fix: 'check the path',
    });
    return undefined;
  }
}
