import { proveAccess } from '@careplane/access-analysis';
import type { AccessTerms } from '@careplane/access-analysis';
import { sarifOf } from '@careplane/assessment/judges';
import {
  proofsAsVerdict,
  proofSubject,
  provableWorld,
  reportOf,
  selectProperties,
  streamOf,
} from '@careplane/assessment/proofs';
import { EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { table, terminalColumns, wrap, shellWord } from '@careplane/problems';
import { renderProofs } from '../render/proofs';

export interface ProveOptions {
  /** Names of properties. */
  readonly property?: readonly string[];
  /** Folder that synth wrote; without it, the sources are synthesized. */
  readonly assembly?: string;
  readonly list?: boolean;
  readonly json?: boolean;
  readonly sarif?: boolean;
}

/**
 * Decide what no principal can do. The answer is no if a property is refuted or undecided: what is not proved is not a pass.
 */
export async function prove(place: string, options: ProveOptions, terminal: Terminal): Promise<Exit> {
  const { assembly, list: isList = false } = options;
  const subject = await proofSubject(place, { assembly, isList, progress: (text) => terminal.progress(text) });
  const properties = selectProperties(subject.properties, options.property);
  if (isList) return list(properties, options, terminal);
  const world = provableWorld(subject, place);
  terminal.progress(`deciding ${properties.length} properties`);
  const proofs = proveAccess(world, properties, subject.settings);
  const report = reportOf(proofs, subject.stacks);
  const clean = report.every(({ verdict }) => verdict === 'proved' || verdict === 'about nothing');
  if (options.sarif === true) {
    terminal.data(sarifOf(streamOf(subject), [proofsAsVerdict(report)], new Date()));
  } else if (options.json === true) {
    const principals = world.principals.map(({ name, kind, caller }) => ({ name, kind, arn: caller.arn }));
    terminal.data(JSON.stringify({ clean, proofs: report, principals }, null, 2));
  } else {
    terminal.data(renderProofs(report, options.property !== undefined));
    if (!clean) terminal.talk(`To see one property: careplane prove ${shellWord(place)} --property <name>`);
  }
  return clean ? EXIT.ok : EXIT.no;
}

function list(properties: readonly AccessTerms[], { json }: ProveOptions, terminal: Terminal): Exit {
  const rows = properties.map(({ name, words }) => ({ name, words }));
  if (json === true) terminal.data(JSON.stringify(rows, null, 2));
  else
    terminal.data(
      // Words that a terminal's width would cut stand below the name.
      terminalColumns() === undefined
        ? table(
            ['property', 'in words'],
            rows.map(({ name, words }) => [name, words]),
          )
        : rows.map(({ name, words }) => `${name}\n${wrap(words, 2)}`).join('\n'),
    );
  return EXIT.ok;
}
