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
  const first = notes.filter(isUrgent);
  const others = notes.filter((note) => !isUrgent(note));
  const files = [...new Set(others.map(({ file }) => file))];
  return [
    `# Values of the Copilot application ${application} without a counterpart`,
    'Written by `nx g @careplane/nx:from-copilot`. Work through this file, then delete it. It lists every manifest value that is not in `platform.yaml` or a `service.yaml`.',
    'Copilot’s stacks are unchanged. Deploy the platform next to them, move the data and the DNS names, then delete the Copilot stacks with `copilot app delete` or in CloudFormation.',
    ...(problems.length === 0
      ? []
      : [`## To mend before anything can be synthesized\n\n${problems.map(complaint).join('\n')}`]),
    ...(first.length === 0 ? [] : [`## Decide first: data, secrets, encryption, addresses\n\n${table(first)}`]),
    ...files.map((file) =>
      section(
        file,
        others.filter((note) => note.file === file),
      ),
    ),
    ...(untouched.length === 0 ? [] : [`## Not read\n\n${untouched.map((line) => `- ${line}`).join('\n')}`]),
  ]
    .join('\n\n')
    .concat('\n');
}

/** Places whose values decide where data, secrets and requests go. Everything else can wait. */
const URGENT = [
  /^account, region$/,
  /^Resources\.\w+$/,
  /^type$/,
  /^image\.port$/,
  /^(?:environments\.[^.]+\.)?variables\.PORT$/,
  /^(?:environments\.[^.]+\.)?http\.(?:alias|alb|additional_rules|allowed_source_ips)/,
  /^http$/,
  /^(?:environments\.[^.]+\.)?(?:nlb|storage|sidecars|publish|subscribe)(?:\.|$)/,
  /^on\.schedule$/,
  /^(?:environments\.[^.]+\.)?name$/,
];

function isUrgent({ place, given }: Note): boolean {
  return URGENT.some((pattern) => pattern.test(place)) || given.endsWith('not shown)');
}

function table(notes: readonly Note[]): string {
  const rows = notes.map(({ file, place, given, words }) => [
    markdownCode(place),
    markdownCode(given),
    words,
    markdownCode(file),
  ]);
  return markdownTable(['place', 'value', 'what to do', 'file'], rows, { cell: markdownCell });
}

function section(file: string, notes: readonly Note[]): string {
  const rows = notes.map(({ place, given, words }) => [markdownCode(place), markdownCode(given), words]);
  return [`## ${file}`, markdownTable(['place', 'value', 'what to do'], rows, { cell: markdownCell })].join('\n\n');
}

function complaint({ file, path, message, fix }: Problem): string {
  return `- \`${file}\`: \`${path}\` ${message}. ${fix.charAt(0).toUpperCase()}${fix.slice(1)}.`;
}
