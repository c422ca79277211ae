import { cutEnd } from '../text/fit';
import { oneLine } from '../text/one-line';

/** A line that was broken to fit: a long one that ends within a sentence. */
const BROKEN = /^.{50,}[a-z,]$/;

/** What a sentence of a tool is cut to, in characters. */
const LONGEST = 300;

/** Whether a line has no letters and digits: a separator, a frame, a quotation mark of its own. */
function saysNothing(line: string): boolean {
  return /^[^\p{L}\p{N}]*$/u.test(line);
}

/** What stands before a sentence and is none: a time, a level of npm's log, an empty comment sign. */
const BEFORE = /^(?:\d{4}-\d\d-\d\d[T ][\d:.,]+(?:Z|[+-]\d\d:?\d\d)?[\s-]+|npm (?:error|ERR!)(?:\s+|$)|[#*>|]+\s+)+/;

/** Details that tools print beside the reason, a help text, and what follows from the reason. */
const DETAILS =
  /^(?:(?:code|errno|syscall|path|dest|signal|command|cwd|\d{3})(?:\s+\S+)?$|path\s|A complete log of|For more information|Try '|See '|hint:|warning:|note:|Node\.js v|Traceback \(|at\s|File "|[~^\s]*$)/i;

/** Lines that name the reason, the surest first. */
const NAMING: readonly RegExp[] = [
  /(?:^|[\s[-])(?:FATAL|CRITICAL)\b|^(?:[\w./-]+: )?(?:fatal|panic)\b/,
  /(?:^|[\s[-])ERROR\b|^(?:[\w./-]+: )?(?:[Ee]rror\b|[A-Z]\w*(?:Error|Exception)\b)/,
];

/** The level of a line in a log, which the words around the sentence say too. */
const LEVEL = /^(?:[\w.]+ - )?(?:FATAL|CRITICAL|ERROR)\s+(?:- |Fatal error\s+)*/;

/** Words of a refusal, for a tool that marks its reason with nothing. */
const REFUSING =
  /\b(?:error|cannot|can't|can only|could not|couldn't|fail(?:ed|ure|s)?|refused?|denied|unable|invalid|unknown|unrecognized|unexpected|not (?:found|allowed|supported|defined|a)|no such|missing|does not|required|timed? ?out|not be)\b/i;

/**
 * The sentence in the output of a tool that failed which names the reason: never a separator, a banner, a line of its usage or of a stack
 * trace. It is on one line, at most 300 characters long, and cannot steer a terminal.
 *
 * @param printed what the tool wrote: its standard error first, then its standard output
 * @returns undefined where the tool wrote nothing that says something
 */
export function failureReason(...printed: readonly string[]): string | undefined {
  const texts = printed.map(sentencesOf).filter((lines) => lines.length > 0);
  // After a trace of Python stands the reason; before that of Node.js.
  const isTrace = printed.some((text) => text.includes('Traceback (most recent call last)'));
  for (const pattern of NAMING) {
    const named = texts.flatMap((lines) => lines.filter((line) => pattern.test(line)));
    const line = isTrace ? named.at(-1) : named[0];
    if (line !== undefined) return cutEnd(line.replace(LEVEL, ''), LONGEST);
  }
  const [lines = []] = texts;
  const line = lines.find((each) => REFUSING.test(each)) ?? lines.at(-1);
  return line === undefined ? undefined : cutEnd(line, LONGEST);
}

/** The sentences of a text, each on one line, without the help text. */
function sentencesOf(text: string): string[] {
  const lines: string[] = [];
  let isUsage = false;
  for (const raw of text.split(/\r?\n/)) {
    const line = oneLine(raw).replace(BEFORE, '');
    if (saysNothing(line) || NAMING.some((pattern) => pattern.test(line))) isUsage = false;
    else if (/^usage\b/i.test(line)) isUsage = true;
    if (isUsage || saysNothing(line) || DETAILS.test(line)) continue;
    const last = lines.at(-1);
    if (last !== undefined && goesOn(last, raw, line)) lines[lines.length - 1] = `${last} ${line}`;
    else lines.push(line);
  }
  return lines;
}

/** Whether a line goes on with the sentence before it: after a colon, or where a sentence was broken to fit. */
function goesOn(before: string, raw: string, line: string): boolean {
  if (NAMING.some((pattern) => pattern.test(line))) return false;
  return (
    before.endsWith(':') || (/^(?:npm (?:error|ERR!) )?[a-z]/.test(raw) && /^[a-z]/.test(line) && BROKEN.test(before))
  );
}
