import { join } from 'node:path';
import { BadInput, counted, EXIT, refuseOutputFolder, withTemporaryFolder } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { controlMatrix, flowsOf, mergeVerdicts } from '@careplane/compliance';
import type { PlatformModel } from '@careplane/config';
import { estimate, readTemplates } from '@careplane/cost-model/estimate';
import { handoverFiles, manifestText, MANIFEST_FILE, secretOwnerProblems } from '@careplane/handover';
import type { DeployedState, HandoverInput } from '@careplane/handover';
import { synthesize, unitsOf } from '@careplane/platform';
import { loadTarget } from '@careplane/platform/target';
import { version } from '../../package.json';
import { evidenceInput } from '@careplane/assessment/evidence';
import type { MadeUnit } from '@careplane/assessment/evidence';
import { readExceptions } from '../handover/exceptions';
import { readManifest, refuseForeignFiles, staleFiles, writeHandover } from '../handover/folder';
import { deployedState } from '../handover/ledger';
import { revisionOf } from '../handover/revision';
import { judgeInProcess } from '@careplane/assessment/judges';

export interface HandoverOptions {
  readonly out: string;
  /** Compare instead of writing. */
  readonly check?: boolean;
  /** Ask the account what is deployed. */
  readonly ledger?: boolean;
  /** Write into a folder with files of others. */
  readonly force?: boolean;
}

/** What the documents say about their own making. */
interface Origin {
  readonly at?: string;
  readonly revision?: string;
  readonly deployed: DeployedState;
}

const NOT_ASKED: DeployedState = {
  known: false,
  why: 'The ledger was not asked; careplane handover --ledger asks it.',
};

/**
 * Write the handover of a platform, or check that the documents in a folder are what the sources give.
 *
 * A check takes commit, date and ledger from the documents: a commit that changes nothing in them does not make them stale.
 */
export async function handover(directory: string, options: HandoverOptions, terminal: Terminal): Promise<Exit> {
  const { check = false, force = false, ledger = false, out } = options;
  if (check && (ledger || force))
    throw new BadInput('--check writes nothing, so it cannot be combined with --ledger or --force.');
  const target = loadTarget(directory, {});
  if (target.selection.service !== undefined) {
    throw new BadInput(
      `${directory} is a service. A handover is of a whole platform: name the folder with platform.yaml.`,
    );
  }
  const { model } = target;
  const problems = secretOwnerProblems(model, directory);
  if (problems.length > 0) throw new BadInput(`${counted(problems.length, 'problem')} in ${directory}`, problems);
  if (!check) refuseOutputFolder(out);
  const manifest = check ? readManifest(out, directory) : undefined;
  if (!check && !force) refuseForeignFiles(out);
  const origin: Origin = manifest ?? {
    ...revisionOf(directory),
    deployed: ledger ? await deployedState(target) : NOT_ASKED,
  };
  const input = await withTemporaryFolder((folder) => gather(directory, model, { folder, origin, terminal }));
  const files = await handoverFiles(input);
  if (manifest !== undefined) return report(staleFiles(out, files, manifest), { directory, out, terminal });
  const { at, revision } = input.evidence;
  const text = manifestText({
    platform: model.name,
    ...(revision === undefined ? {} : { revision }),
    at,
    deployed: input.deployed,
    files: [...files.keys()].sort(),
  });
  writeHandover(out, new Map([...files, [MANIFEST_FILE, text]]));
  terminal.talk(`${counted(files.size, 'document')} written. Next: open ${join(out, 'dossier.html')}`);
  return EXIT.ok;
}

interface Workplace {
  /** Empty folder for the assemblies. */
  readonly folder: string;
  readonly origin: Origin;
  readonly terminal: Terminal;
}

/** Synthesize, judge and price. */
async function gather(
  directory: string,
  model: PlatformModel,
  { folder, origin, terminal }: Workplace,
): Promise<HandoverInput> {
  const units = unitsOf(model, {}).map((unit): MadeUnit => {
    terminal.progress(`synthesizing ${unit.name}`);
    return { name: unit.name, made: synthesize(model, unit, join(folder, unit.name)) };
  });
  terminal.progress('running the judges');
  const verdicts = mergeVerdicts(
    await judgeInProcess(
      model,
      units.map(({ made }) => made),
    ),
  );
  const { revision: _head, ...gathered } = evidenceInput(directory, model, units, verdicts, new Date());
  const evidence = {
    ...gathered,
    ...(origin.at === undefined ? {} : { at: origin.at }),
    ...(origin.revision === undefined ? {} : { revision: origin.revision }),
  };
  terminal.progress('estimating the cost');
  const templates = units.map(({ made }) => readTemplates(made.assembly.directory));
  return {
    model,
    folder: directory,
    evidence,
    matrix: controlMatrix(evidence),
    hops: flowsOf(evidence.stacks, evidence.facts),
    estimate: estimate(templates.flatMap((read) => read.templates)),
    exceptions: readExceptions(model, new Date(evidence.at)),
    deployed: origin.deployed,
    toolkitVersion: version,
  };
}

interface Checked {
  readonly directory: string;
  readonly out: string;
  readonly terminal: Terminal;
}

function report(stale: readonly string[], { directory, out, terminal }: Checked): Exit {
  if (stale.length === 0) {
    terminal.talk(`The documents in ${out} are what ${directory} gives.`);
    return EXIT.ok;
  }
  for (const sentence of stale) terminal.data(sentence);
  terminal.talk(`The documents in ${out} are stale. Next: careplane handover ${directory} --out ${out}`);
  return EXIT.no;
}
