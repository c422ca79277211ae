import { BadInput, commandLine, EXIT, withTemporaryFolder } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import type { PlatformModel } from '@careplane/config';
import { openAssemblies } from '@careplane/deployment/assembly';
import type { OpenedUnit } from '@careplane/deployment/assembly';
import { parameterStore } from '@careplane/deployment/aws';
import { changeSetName, writeApprovedChangeSets } from '@careplane/deployment/change-sets';
import {
  commitsAfter,
  describeNewer,
  leftoversAsData,
  leftoversIn,
  leftoversOf,
  neverDeployed,
  newerDeployed,
  openOf,
  readParameters,
  renderLeftovers,
  sourcesOf,
  statusesOf,
} from '@careplane/deployment/ledger';
import type { DeploymentStatus, Sources } from '@careplane/deployment/ledger';
import { plannedStackAsData, unnamedLosses } from '@careplane/deployment/review';
import type { Review } from '@careplane/deployment/review';
import { refusePlaceholders } from '@careplane/platform/placeholders';
import { loadTarget } from '@careplane/platform/target';
import { shellWord } from '@careplane/problems';
import type { Target, TargetOptions } from '@careplane/platform/target';
import type { Shown } from '../render/outcome';
import { renderStatuses, statusesAsData } from '../render/statuses';

export interface DiffOptions extends TargetOptions {
  /** Folder with the assemblies that `synth` wrote; without it, the sources are synthesized for this. */
  readonly assembly?: string;
  /** Have CloudFormation prepare the change sets that `deploy` then executes. */
  readonly prepare?: boolean;
  /** Folder in which the prepared change sets are written down for `deploy`; implies `prepare`. */
  readonly changeSets?: string;
  /** Commit that the assemblies were written from; without it, git is asked. */
  readonly revision?: string;
  /** Detect drift before anything is compared or prepared. */
  readonly checkDrift?: boolean;
  /** File for a picture of what the changes open and close. */
  readonly diagram?: string;
  readonly json?: boolean;
}

/** Whether change sets are made. */
function prepares({ prepare, changeSets }: DiffOptions): boolean {
  return prepare === true || changeSets !== undefined;
}

/** Show what a deploy would change. Without --prepare, nothing is written anywhere. */
export async function diff(directory: string, options: DiffOptions, terminal: Terminal): Promise<Exit> {
  if (options.assembly === undefined && prepares(options)) {
    throw new BadInput(
      `${options.changeSets === undefined ? '--prepare' : '--change-sets'} needs --assembly, because deploy executes the change sets of that assembly. Write the assembly first: careplane synth ${shellWord(directory)} --out cdk.out; then: careplane diff ${shellWord(directory)} --assembly cdk.out ${options.changeSets === undefined ? '--prepare' : `--change-sets ${shellWord(options.changeSets)}`}`,
    );
  }
  const target = loadTarget(directory, options);
  if (options.assembly !== undefined) return diffWith(target, options, options.assembly, terminal);
  const { writeWholeUnits } = await import('@careplane/platform/write-assemblies');
  return withTemporaryFolder((folder) => {
    writeWholeUnits(target, folder, (text) => terminal.progress(text));
    return diffWith(target, options, folder, terminal);
  });
}

async function diffWith(target: Target, options: DiffOptions, folder: string, terminal: Terminal): Promise<Exit> {
  const { model, directory } = target;
  // Before people approve what the deploy would then refuse.
  if (prepares(options)) refusePlaceholders(target);
  const opened = openAssemblies(target, folder);
  const ssm = parameterStore(model.region);
  const parameters = await readParameters(ssm, model.name);
  const sources = sourcesOf(directory, options.revision);
  const statuses = statusesOf(model, directory, opened, sources, parameters);
  const open = openOf(statuses);
  const found = leftoversIn(target, leftoversOf(model, parameters.ledger));
  const leftovers = leftoversAsData(found);
  const left = renderLeftovers(directory, found, neverDeployed(model, parameters.ledger));
  if (left !== '' && options.json !== true) terminal.data(`${left}\n`);
  warnOfNewer(newerDeployed(statuses, commitsAfter(directory, sources)), sources, terminal);
  if (open.length === 0) {
    if (options.changeSets !== undefined) writeApprovedChangeSets(options.changeSets, model, opened, [], []);
    if (options.json) {
      const data = { platform: model.name, standings: statusesAsData(statuses), stacks: [], concerns: [], leftovers };
      terminal.data(JSON.stringify(data, null, 2));
    } else terminal.data(renderStatuses(statuses));
    await draw([], model, folder, options, terminal);
    terminal.talk('Nothing to deploy: according to the ledger, these assemblies are already deployed.');
    return EXIT.ok;
  }
  const { previewDeployment } = await import('@careplane/deployment/rollout');
  const { renderChanges } = await import('@careplane/deployment/changes-report');
  const review = await previewDeployment({
    ...{ model, directory, selected: opened, open, ssm, values: parameters.values },
    prepare: prepares(options),
    changeSets: options.changeSets,
    checkDrift: options.checkDrift,
    leftovers: leftoversOf(model, parameters.ledger),
    again: commandLine('diff', directory, options),
    talk: (text) => terminal.talk(text),
    progress: (text) => terminal.progress(text),
  });
  await draw(review.planned, model, folder, options, terminal);
  show(review, renderChanges, { platform: model.name, statuses, leftovers }, options, terminal);
  terminal.talk(nextStep(directory, options, open));
  return EXIT.ok;
}

/** Draw what is deployed beside what would be; loaded only for a picture. */
async function draw(
  planned: Review['planned'],
  model: PlatformModel,
  folder: string,
  { diagram }: DiffOptions,
  terminal: Terminal,
): Promise<void> {
  if (diagram === undefined) return;
  const { drawDeployChange } = await import('@careplane/handover/draw-change');
  terminal.talk(await drawDeployChange(diagram, model, planned, folder));
}

/** Before people approve what the deploy would then refuse. */
function warnOfNewer(newer: readonly DeploymentStatus[], { revision }: Sources, terminal: Terminal): void {
  if (newer.length === 0) return;
  terminal.talk(
    `warning: ${revision.slice(0, 12)} is older than what is deployed. deploy refuses it without --allow-older.`,
  );
  for (const each of newer) terminal.talk(describeNewer(each));
}

function show(
  review: Review,
  renderChanges: (review: Review) => string,
  { platform, statuses, leftovers }: Pick<Shown, 'platform' | 'statuses' | 'leftovers'>,
  options: DiffOptions,
  terminal: Terminal,
): void {
  const { planned, risks, cost, access, drifted } = review;
  if (options.json) {
    const stacks = planned.map(plannedStackAsData);
    const data = {
      platform,
      standings: statusesAsData(statuses),
      stacks,
      concerns: risks,
      cost,
      access,
      drifted,
      leftovers,
    };
    terminal.data(JSON.stringify(data, null, 2));
  } else {
    const unchanged = statuses.filter(({ same }) => same);
    if (unchanged.length > 0) terminal.data(`${renderStatuses(unchanged)}\n`);
    terminal.data(renderChanges(review));
  }
  const losses = unnamedLosses(risks, []);
  if (losses.length > 0) {
    terminal.talk(
      `Without a terminal, deploy refuses this unless you name it: ${losses.map((loss) => `--allow-replace ${loss}`).join(' ')}`,
    );
  }
}

function nextStep(directory: string, options: DiffOptions, open: readonly OpenedUnit[]): string {
  if (options.assembly === undefined) {
    const { unit } = options;
    const synth = commandLine('synth', directory, unit === undefined ? {} : { unit });
    return `Next: ${synth} --out cdk.out, then ${commandLine('deploy', directory, { ...options, assembly: 'cdk.out' })}`;
  }
  const names = [...new Set(open.map(({ assembly }) => changeSetName(assembly.digest)))];
  const { changeSets } = options;
  const written = changeSets === undefined ? '' : `, written down in ${changeSets}`;
  const prepared = prepares(options) ? `Prepared: ${names.join(', ')}${written}. ` : '';
  return `${prepared}Next: ${commandLine('deploy', directory, options)}`;
}
