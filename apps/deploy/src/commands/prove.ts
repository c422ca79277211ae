import { endsIn, proveAccess } from '@careplane/access-analysis';
import type { AccessTerms } from '@careplane/access-analysis';
import {
  changeDiagram,
  earlierStacks,
  effectAgainst,
  proofsAsVerdict,
  proofSubject,
  refuseMissingEarlier,
  provableWorld,
  renderProofs,
  reportOf,
  streamOf,
  unknownPolicies,
} from '@careplane/assessment/proofs';
import { answer, BadInput, chosenFormat, EXIT, shortRun } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { table, shellWord, terminalColumns, wrap } from '@careplane/problems';
import { renderAccess } from '@careplane/deployment/changes-report';
import { proofFacts } from '../render/platform-facts';

export interface ProveOptions {
  /** Names of properties. */
  readonly property?: readonly string[];
  /** Folder that synth wrote; without it, the sources are synthesized. */
  readonly assembly?: string;
  /** Folder that synth wrote of an earlier state, or an earlier template: show the effect of the change since. */
  readonly against?: string;
  /** File for a picture of the change; needs `against`. */
  readonly diagram?: string;
  readonly list?: boolean;
  readonly format?: (typeof FORMATS)[number];
  /** File for the output. */
  readonly out?: string;
  readonly json?: boolean;
  readonly sarif?: boolean;
}

const FORMATS = ['table', 'json', 'sarif', 'html'] as const;

/** Of the effect of a change. */
const FORMATS_OF_EFFECT: readonly string[] = ['table', 'json'];

/**
 * Decide what no principal can do, or what a change makes possible. The answer is no if a principal gains an access, and if a property
 * is refuted or undecided: what is not proved is not a pass.
 */
export async function prove(place: string, options: ProveOptions, terminal: Terminal): Promise<Exit> {
  const { assembly, list: isList = false, out } = options;
  const format = chosenFormat(options, FORMATS, terminal);
  if (options.diagram !== undefined && options.against === undefined) {
    throw new BadInput(
      '--diagram draws a change, and needs --against with the folder that synth wrote of the earlier state. For the network as it is: careplane plan <folder> --diagram FILE',
    );
  }
  if (options.against !== undefined && !FORMATS_OF_EFFECT.includes(format)) {
    throw new BadInput(`--against has the formats ${FORMATS_OF_EFFECT.join(' and ')}, and not ${format}.`);
  }
  if (options.against !== undefined) refuseMissingEarlier(place, options.against);
  const subject = await proofSubject(place, {
    ...{ assembly, isList, names: options.property },
    progress: (text) => terminal.progress(text),
  });
  const { properties } = subject;
  if (isList) return list(properties, options, terminal);
  const world = shortRun(() => provableWorld(subject, place));
  if (options.against !== undefined) {
    if (options.diagram !== undefined) {
      const drawn = changeDiagram(subject.name, earlierStacks(subject, options.against), subject.stacks);
      const { drawChange } = await import('@careplane/handover/draw-change');
      terminal.talk(await drawChange(options.diagram, drawn));
    }
    const { changes, reported } = effectAgainst(subject, world, options.against);
    answer(format === 'json' ? JSON.stringify({ access: reported }, null, 2) : renderAccess(changes), out, terminal);
    return changes.some(({ direction }) => direction === 'gains') ? EXIT.no : EXIT.ok;
  }
  terminal.progress(`deciding ${properties.length === 1 ? 'a property' : `${properties.length} properties`}`);
  const proofs = shortRun(() => proveAccess(world, properties, subject.settings));
  const report = reportOf(proofs, subject.stacks);
  const clean = report.every(({ verdict }) => verdict === 'proved' || verdict === 'about nothing');
  const { model, name } = subject;
  const unknown = unknownPolicies(world, subject.stacks);
  const texts: Readonly<Record<typeof format, () => string | Promise<string>>> = {
    sarif: async () => {
      const { sarifOf } = await import('@careplane/assessment/judges');
      return sarifOf(streamOf(subject), [proofsAsVerdict(report)], new Date());
    },
    json: () => {
      const principals = world.principals.map(({ name, kind, caller }) => ({ name, kind, arn: caller.arn }));
      return JSON.stringify(
        { clean, proofs: report, unknownPolicies: unknown, principals, ends: endsIn(world) },
        null,
        2,
      );
    },
    html: async () => {
      const { proofsPage } = await import('@careplane/assessment/pages');
      return proofsPage({ subject: model?.name ?? name, facts: proofFacts(subject, place), proofs: report, unknown });
    },
    table: () => renderProofs(report, options.property !== undefined, unknown),
  };
  answer(await texts[format](), out, terminal);
  if (!clean && format === 'table')
    terminal.talk(`To see one property: careplane prove ${shellWord(place)} --property <name>`);
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
