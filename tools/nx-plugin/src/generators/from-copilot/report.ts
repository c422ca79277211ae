import { markdownCell, markdownCode, markdownTable } from '@careplane/problems';
import type { Problem } from '@careplane/problems';
import type { Note } from './note';

export interface Leftovers {
  readonly notes: readonly Note[];
  /** Files that were not read, in words. */
  readonly untouched: readonly string[];
  /** What `careplane synth` complains about in what was written. */
  readonly problems: readonly Problem[];
}

/** The report: the necessary corrections first, then one table for each manifest. */
export function report(application: string, { notes, untouched, problems }: Leftovers): string {
  const files = [...new Set(notes.map(({ file }) => file))];
  return [
    `# Values of the Copilot application ${application} without a counterpart`,
    'Written by `nx g @careplane/nx:from-copilot`. Work through this file, then delete it. It lists every manifest value that is not in `platform.yaml` or a `service.yaml`.',
    'Copilot’s stacks are unchanged. Deploy the platform next to them, move the data and the DNS names, then delete the Copilot stacks with `copilot app delete` or in CloudFormation.',
    ...(problems.length === 0
      ? []
      : [`## To mend before anything can be synthesized\n\n${problems.map(complaint).join('\n')}`]),
    ...files.map((file) =>
      section(
        file,
        notes.filter((note) => note.file === file),
      ),
    ),
    ...(untouched.length === 0 ? [] : [`## Not read\n\n${untouched.map((line) => `- ${line}`).join('\n')}`]),
  ]
    .join('\n\n')
    .concat('\n');
}

function section(file: string, notes: readonly Note[]): string {
  const rows = notes.map(({ place, given, words }) => [markdownCode(place), markdownCode(given), words]);
  return [`## ${file}`, markdownTable(['place', 'value', 'what to do'], rows, { cell: markdownCell })].join('\n\n');
}

function complaint({ file, path, message, fix }: Problem): string {
  return `- \`${file}\`: \`${path}\` ${message}. ${fix.charAt(0).toUpperCase()}${fix.slice(1)}.`;
}
