import { join } from 'node:path';
import {
  accessWorld,
  GENERAL_PROPERTIES,
  lineOf,
  PLATFORM_PROPERTIES,
  problemsOf,
  propertyOf,
  proveAccess,
} from '@careplane/access-analysis';
import type { AccessTerms, AccessWorld, PropertySettings } from '@careplane/access-analysis';
import { BadInput, counted, EXIT, withTemporaryFolder } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import type { PlatformModel } from '@careplane/config';
import { synthesize, unitsOf } from '@careplane/platform';
import { loadTarget } from '@careplane/platform/target';
import { nearest, table } from '@careplane/problems';
import type { Problem } from '@careplane/problems';
import { analyzedPlatform, analyzedTemplate } from '@careplane/assessment/proofs';
import type { StackWithText } from '@careplane/assessment/proofs';
import { reportOf } from '@careplane/assessment/proofs';
import { proofsAsVerdict } from '@careplane/assessment/proofs';
import { renderProofs } from '../render/proofs';
import { sarifOf } from '@careplane/assessment/judges';

export interface ProveOptions {
  /** Names of properties. */
  readonly property?: readonly string[];
  /** Folder that synth wrote; without it, the sources are synthesized. */
  readonly assembly?: string;
  readonly list?: boolean;
  readonly json?: boolean;
  readonly sarif?: boolean;
}

/** What is proved: of a platform, or of one template. */
interface ProofSubject {
  readonly name: string;
  readonly model: PlatformModel | undefined;
  readonly stacks: readonly StackWithText[];
  readonly properties: readonly AccessTerms[];
  readonly settings: PropertySettings;
}

/**
 * Decide what no principal can do. The answer is no if a property is refuted or undecided: what is not proved is not a pass.
 */
export async function prove(place: string, options: ProveOptions, terminal: Terminal): Promise<Exit> {
  const subject = place.endsWith('.json') ? ofTemplate(place) : await ofPlatform(place, options, terminal);
  const properties = selected(subject.properties, options.property);
  if (options.list === true) return list(properties, options, terminal);
  const world = accessWorld(subject.stacks);
  refuseProblems(subject, world, place);
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
    if (!clean) terminal.talk(`To see one property: careplane prove ${place} --property <name>`);
  }
  return clean ? EXIT.ok : EXIT.no;
}

function ofTemplate(file: string): ProofSubject {
  return {
    name: file,
    model: undefined,
    stacks: [analyzedTemplate(file)],
    properties: GENERAL_PROPERTIES,
    settings: { environments: [] },
  };
}

async function ofPlatform(
  directory: string,
  { assembly, list: isList }: ProveOptions,
  terminal: Terminal,
): Promise<ProofSubject> {
  const { model, selection } = loadTarget(directory, {});
  if (selection.service !== undefined) {
    throw new BadInput(
      `${directory} is the folder of a service. Proofs are about the whole platform: careplane prove <folder of ${model.name}>`,
    );
  }
  const units = unitsOf(model, selection);
  const names = units.map(({ name }) => name);
  const stacks = (folder: string) => analyzedPlatform(model, names, folder);
  const subject = {
    name: model.name,
    model,
    properties: [...PLATFORM_PROPERTIES, ...model.properties.map(propertyOf)],
    settings: { environments: model.environments },
  };
  if (isList === true) return { ...subject, stacks: [] };
  if (assembly !== undefined) return { ...subject, stacks: stacks(assembly) };
  return withTemporaryFolder(async (folder) => {
    for (const unit of units) {
      terminal.progress(`synthesizing ${unit.name}`);
      synthesize(model, unit, join(folder, unit.name));
    }
    return { ...subject, stacks: stacks(folder) };
  });
}

function selected(properties: readonly AccessTerms[], names: readonly string[] | undefined): readonly AccessTerms[] {
  if (names === undefined) return properties;
  return names.map((name) => {
    const found = properties.find((property) => property.name === name);
    if (found !== undefined) return found;
    const guess = nearest(
      name,
      properties.map((property) => property.name),
    );
    throw new BadInput(
      `--property ${name} does not exist. ${guess === undefined ? '' : `Did you mean ${guess}? `}The names: careplane prove <folder> --list`,
    );
  });
}

function list(properties: readonly AccessTerms[], { json }: ProveOptions, terminal: Terminal): Exit {
  const rows = properties.map(({ name, words }) => ({ name, words }));
  if (json === true) terminal.data(JSON.stringify(rows, null, 2));
  else
    terminal.data(
      table(
        ['property', 'in words'],
        rows.map(({ name, words }) => [name, words]),
      ),
    );
  return EXIT.ok;
}

/** A policy that AWS would refuse proves nothing; neither does a property about names that do not exist. */
function refuseProblems({ model, stacks, settings }: ProofSubject, world: AccessWorld, place: string): void {
  const properties = problemsOf(model?.properties ?? [], world, settings).map(({ path, ...problem }): Problem => ({
    file: join(place, 'platform.yaml'),
    line: 0,
    path: ['properties', ...path]
      .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${key}`))
      .join(''),
    ...problem,
  }));
  const policies = world.problems
    .filter(({ kind }) => kind === 'refused')
    .map(({ source, message, allowed }): Problem => {
      const stack = stacks.find(({ name }) => name === source.stack);
      return {
        file: stack?.file ?? source.stack,
        line: stack === undefined ? 0 : lineOf(stack.text, source.pointer),
        path: source.path ?? `${source.stack}/${source.resource}`,
        message: `has a policy that AWS refuses: ${message}`,
        given: source.statement === '' ? 'the policy' : `statement ${source.statement}`,
        allowed,
        fix: 'Correct the policy.',
      };
    });
  const problems = [...properties, ...policies];
  if (problems.length > 0) throw new BadInput(`${counted(problems.length, 'problem')} in ${place}`, problems);
}

/** What a SARIF report says of where the findings are from. */
function streamOf({ name, model, stacks: [first] }: ProofSubject) {
  return {
    name: model?.name ?? name,
    account: model?.account ?? first?.account ?? '',
    region: model?.region ?? first?.region ?? '',
  };
}
