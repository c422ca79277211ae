import { createHash } from 'node:crypto';
import { isAbsolute, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { oneLine } from '@careplane/problems';
import type { Problem } from '@careplane/problems';

/** How bad input is printed on standard output, besides the words on standard error. */
export type DataFormat = 'json' | 'sarif';

/** Which data a person or a program has asked for: `--json`, `--sarif`, or `--format` with one of the two. */
export function askedFormat(argv: readonly string[]): DataFormat | undefined {
  const options = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length);
  const asks = (format: DataFormat) =>
    options.includes(`--${format}`) ||
    options.includes(`--format=${format}`) ||
    options.some((option, index) => option === '--format' && options[index + 1] === format);
  return (['sarif', 'json'] as const).find(asks);
}

/** Problems as data: `{ problems: [...] }`, or SARIF 2.1.0, which code scanning services show at the line. */
export function problemsAs(format: DataFormat, command: string, problems: readonly Problem[]): string {
  return JSON.stringify(format === 'json' ? { problems } : sarifOf(command, problems), null, 2);
}

const RULE = {
  id: 'careplane/bad-input',
  name: 'BadInput',
  shortDescription: { text: 'A value that cannot be deployed' },
  fullDescription: { text: 'A value that the configuration, the command or AWS does not accept.' },
  help: { text: 'Correct the value. Each result says what is allowed there.' },
  defaultConfiguration: { level: 'error' },
};

/** @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
function sarifOf(command: string, problems: readonly Problem[]): object {
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: command, rules: [RULE] } }, results: problems.map(resultOf) }],
  };
}

function resultOf({ file, line, path, message, given, allowed, fix }: Problem): object {
  const subject = [path, message].filter(Boolean).join(' ');
  const details = [
    given && `given: ${given}`,
    allowed && `allowed: ${allowed}`,
    fix !== message && fix && `fix: ${fix}`,
  ].filter(Boolean);
  return {
    ruleId: RULE.id,
    ruleIndex: 0,
    level: 'error',
    message: { text: oneLine(`${subject}${/[.!?]$/.test(subject) ? '' : '.'} ${details.join('; ')}`.trim()) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: addressOf(file) }, region: { startLine: Math.max(1, line) } },
      },
    ],
    // Without the line: a problem that moves stays the same alert.
    partialFingerprints: { primaryLocationLineHash: createHash('sha256').update(`${path}\n${message}`).digest('hex') },
  };
}

/** A file as a relative address, which is all that code scanning services show; one outside of the working folder as a whole address. */
function addressOf(file: string): string {
  const inside = isAbsolute(file) ? relative(process.cwd(), file) : file;
  if (isAbsolute(file) && inside.startsWith('..')) return pathToFileURL(file).href;
  return inside.split(sep).map(encodeURIComponent).join('/');
}

/** A mistake in what was typed, in the form of a mistake in a file. Its sentence ends with what to do. */
export function usageProblem(message: string): Problem {
  return { file: 'command line', line: 0, path: '', message, given: '', allowed: '', fix: message };
}
