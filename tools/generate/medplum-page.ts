import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { markdownCell, markdownTable } from '@careplane/problems';

interface Comparison {
  readonly source: string;
  readonly configuration: string;
  readonly types: Readonly<Record<string, number>>;
  readonly trailAlarms: Readonly<Record<string, readonly string[]>>;
  readonly rows: readonly Row[];
}

interface Row {
  readonly type: string;
  readonly count: number;
  readonly theirs: string;
  readonly verdict: 'present' | 'stronger' | 'absent';
  readonly why: string;
  readonly ours?: readonly { readonly stack: string; readonly type: string }[];
}

const FILE = 'apps/medplum/medplum-cdk.json';

/** Medplum's own CDK package and apps/medplum, resource by resource. */
export function medplumPage(): string {
  const found = JSON.parse(readFileSync(resolve(__dirname, '../..', FILE), 'utf8')) as Comparison;
  const { rows, types, trailAlarms } = found;
  const counted = (verdict: Row['verdict']) =>
    rows.filter((row) => row.verdict === verdict).reduce((sum, { count }) => sum + count, 0);
  const total = Object.values(types).reduce((sum, count) => sum + count, 0);
  return [
    '# Medplum’s own CDK package and apps/medplum',
    `Made by \`npm run generate\` from \`${FILE}\`. Facts about theirs: ${found.source}. Its configuration: ${found.configuration}.`,
    `Of its ${total} resources, ${counted('present')} are present here, ${counted('stronger')} are replaced by something stronger, and ${counted('absent')} are absent for the reason that is given. A test compares both: every resource of theirs is in one row, and each row names resources that the templates of apps/medplum have, in production. [The guide](../guides/medplum.md) explains the platform.`,
    markdownTable(
      ['theirs', 'number', 'what it is', 'here', 'how, or why not', 'stacks'],
      rows.map(({ type, count, theirs, verdict, why, ours = [] }) => [
        type.replace('AWS::', ''),
        String(count),
        theirs,
        verdict,
        why,
        [...new Set(ours.map(({ stack }) => stack))].join(', '),
      ]),
      { cell: markdownCell },
    ),
    '## Alarms on the audit trail',
    'Each call on which they have an alarm has one here.',
    markdownTable(
      ['alarm of theirs', 'calls'],
      Object.entries(trailAlarms).map(([alarm, calls]) => [
        alarm,
        calls.join(', ') || 'by the kind of the answer or of the user',
      ]),
      { cell: markdownCell },
    ),
  ]
    .join('\n\n')
    .concat('\n');
}
