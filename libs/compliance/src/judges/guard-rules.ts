import { oneLine } from '@careplane/problems';

/** How cfn-guard 3.2.1 says that it cannot read a file of rules: twice "Error", and the text at the place, which may have many lines. */
const UNREAD = /Error parsing file (.+?) at line (\d+) at column (\d+), when handling .*?, fragment ([^`\n]*)/g;

/** As much of the text at the place as helps to find it. */
const SHOWN = 60;

/**
 * Why cfn-guard cannot read rules, in words: each file with its line, its column and the text there.
 *
 * @param stderr what cfn-guard printed
 * @returns undefined where it has not complained about rules
 */
export function unreadRules(stderr: string): string | undefined {
  const places = [...stderr.matchAll(UNREAD)].map(([, file = '', line = '', column = '', text = '']) => {
    const at = oneLine(text).slice(0, SHOWN);
    return `${oneLine(file)}:${line}:${column} ${at === '' ? 'ends before the rule does' : `is no rule from "${at}" on`}`;
  });
  return places.length === 0 ? undefined : `it cannot read the rules: ${places.join('; ')}`;
}
