import { alignLeft, oneLine, wrap } from '@careplane/problems';
import type { Problem } from '@careplane/problems';

/** Problems for people: where, what, and in three lines what was given, what is allowed and what to do. */
export function renderProblems(problems: readonly Problem[]): string {
  return problems
    .map(({ file, line, path, message, given, allowed, fix }) =>
      [
        oneLine(line > 0 ? `${file}:${line}` : file),
        wrap(`${path === '' ? 'It' : path} ${message}.`, 2),
        labelled('given', given),
        labelled('allowed', allowed),
        labelled('fix', fix),
      ].join('\n'),
    )
    .join('\n\n');
}

const LABEL_WIDTH = 12;

function labelled(label: string, text: string): string {
  return alignLeft(`    ${label}`, LABEL_WIDTH) + wrap(text, LABEL_WIDTH).slice(LABEL_WIDTH);
}
