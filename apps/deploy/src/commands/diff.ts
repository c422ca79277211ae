import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BadInput, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { parameterStore } from '@careplane/deployment/aws';
import { readParameters, sourcesOf, openOf, standingsOf } from '@careplane/deployment/ledger';
import { writeProposals } from '@careplane/deployment/change-sets';
import { requestOf } from '@careplane/deployment/assembly';
import { renderStanding } from '../render/standing';
import { loadTarget } from '@careplane/platform/target';
import type { TargetOptions } from '@careplane/platform/target';

export interface DiffOptions extends TargetOptions {
  /** Folder with the assemblies that `synth` wrote; without it, the sources are synthesized for this. */
  readonly assembly?: string;
  /** Have CloudFormation prepare the change sets that `deploy` then executes. */
  readonly prepare?: boolean;
  /** Folder in which the prepared change sets are written down for `deploy`; implies `prepare`. */
  readonly changeSets?: string;
  /** Commit that the assemblies were written from; without it, git is asked. */
  readonly revision?: string;
  readonly json?: boolean;
}

/** Whether change sets are made. */
export function prepares({ prepare, changeSets }: DiffOptions): boolean {
  return prepare === true || changeSets !== undefined;
}

/** Show what a deploy would change. Without --prepare, nothing is written anywhere. */
export async function diff(directory: string, options: DiffOptions, terminal: Terminal): Promise<Exit> {
  if (options.assembly !== undefined) return diffWith(directory, options, options.assembly, terminal);
  if (prepares(options)) {
    throw new BadInput(
      `${options.changeSets === undefined ? '--prepare' : '--change-sets'} makes change sets for the assembly that deploy executes: name it. Write it first: careplane synth ${directory} --out cdk.out; then: careplane diff ${directory} --assembly cdk.out ${options.changeSets === undefined ? '--prepare' : `--change-sets ${options.changeSets}`}`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'careplane-'));
  try {
    const { synth } = await import('./synth.js');
    const silent = { ...terminal, data: () => undefined, talk: () => undefined };
    synth(directory, { ...(options.unit === undefined ? {} : { unit: options.unit }), out: folder }, silent);
    return await diffWith(directory, options, folder, terminal);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function diffWith(directory: string, options: DiffOptions, folder: string, terminal: Terminal): Promise<Exit> {
  const request = requestOf(loadTarget(directory, options), folder);
  const ssm = parameterStore(request.model.region);
  const parameters = await readParameters(ssm, request.model.name);
  const standings = standingsOf(request, sourcesOf(directory, options.revision), parameters);
  const open = openOf(standings);
  if (open.length > 0) {
    const { runDiff } = await import('./diff-changes.js');
    return runDiff(request, { open, ssm, values: parameters.values, standings }, options, terminal);
  }
  if (options.changeSets !== undefined) writeProposals(options.changeSets, request, [], []);
  if (options.json)
    terminal.data(JSON.stringify({ platform: request.model.name, standings, stacks: [], concerns: [] }, null, 2));
  else terminal.data(renderStanding(standings));
  terminal.talk('Nothing to deploy: the ledger has these assemblies already.');
  return EXIT.ok;
}
