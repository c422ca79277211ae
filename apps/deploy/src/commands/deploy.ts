import { commandLine, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { openAssemblies } from '@careplane/deployment/assembly';
import { parameterStore } from '@careplane/deployment/aws';
import {
  commitsAfter,
  leftoversAsData,
  leftoversIn,
  leftoversOf,
  neverDeployed,
  openOf,
  readParameters,
  refuseDirty,
  refuseOlder,
  renderLeftovers,
  requireShared,
  sourcesOf,
  statusesOf,
} from '@careplane/deployment/ledger';
import type { Review } from '@careplane/deployment/review';
import type { DeployReporter, DeploySettings } from '@careplane/deployment/rollout';
import { explainWithoutPipeline, imageAdvice, withoutPipeline } from '@careplane/platform/image-ways';
import { refusePlaceholders } from '@careplane/platform/placeholders';
import { loadTarget } from '@careplane/platform/target';
import type { Target, TargetOptions } from '@careplane/platform/target';
import { renderOutcome, renderStackResult } from '../render/outcome';
import type { Shown } from '../render/outcome';
import { renderStatuses } from '../render/statuses';

export interface DeployOptions extends TargetOptions {
  /** Folder with the assemblies that `synth` wrote. */
  readonly assembly: string;
  /** Approved already. */
  readonly yes?: boolean;
  /** Folder with the change sets that were approved, as `diff` wrote them down: these are executed, and nothing else. */
  readonly changeSets?: string;
  /** Resources whose data may be lost: `<stack>/<logicalId>`. */
  readonly allowReplace?: readonly string[];
  /** Why a production environment may be deployed from files that no commit has. */
  readonly allowDirty?: string;
  /** Deploy an older commit over a newer one. */
  readonly allowOlder?: boolean;
  /** Commit that the assemblies were written from; without it, git is asked. */
  readonly revision?: string;
  /** Detect drift before anything is prepared. */
  readonly checkDrift?: boolean;
  readonly json?: boolean;
}

/**
 * Deploy what changed. Whether anything did is decided from the ledger alone, before CloudFormation, the CDK's toolkit or
 * anything large is loaded.
 */
export async function deploy(directory: string, options: DeployOptions, terminal: Terminal): Promise<Exit> {
  const target = loadTarget(directory, options);
  const { model } = target;
  refusePlaceholders(target);
  const opened = openAssemblies(target, options.assembly);
  warnOfMissingImages(target, terminal);
  const sources = sourcesOf(directory, options.revision);
  refuseDirty(model.environments, opened, sources, options.allowDirty);
  const ssm = parameterStore(model.region);
  const parameters = await readParameters(ssm, model.name);
  const statuses = statusesOf(model, directory, opened, sources, parameters);
  const open = openOf(statuses);
  refuseOlder(statuses, sources, commitsAfter(directory, sources), options.allowOlder === true);
  requireShared(model, directory, open, parameters);
  const leftovers = leftoversIn(target, leftoversOf(model, parameters.ledger));
  // Before the deploy: what is left over may be the reason why something new cannot be created.
  const left = renderLeftovers(directory, leftovers, neverDeployed(model, parameters.ledger));
  if (left !== '') terminal.talk(left);
  const shown = { platform: model.name, statuses, leftovers: leftoversAsData(leftovers), json: options.json === true };
  if (open.length === 0) return nothingToDeploy(shown, terminal);
  const again = commandLine('deploy', directory, options);
  const approval = {
    yes: options.yes === true,
    changeSets: options.changeSets,
    prepare: commandLine('diff', directory, options),
    allowed: options.allowReplace ?? [],
  };
  const settings: DeploySettings = {
    ...{ model, directory, statuses, sources, dirtyReason: options.allowDirty, approval, ssm, again },
    checkDrift: options.checkDrift,
  };
  // Only where there is something to deploy: they take a tenth of a second to load.
  const { deployOpen } = await import('@careplane/deployment/rollout');
  const { renderChanges } = await import('@careplane/deployment/changes-report');
  const outcome = await deployOpen(settings, reporterOn(options, terminal, renderChanges));
  return renderOutcome(outcome, { ...shown, again }, terminal);
}

function reporterOn(
  options: DeployOptions,
  terminal: Terminal,
  renderChanges: (review: Review) => string,
): DeployReporter {
  const approved = options.yes === true || options.changeSets !== undefined;
  return {
    talk: (text) => terminal.talk(text),
    progress: (text) => terminal.progress(text),
    review: (review) => {
      const shown = renderChanges(review);
      // A person who is asked must see it, also where standard output is for a program.
      if (options.json !== true) terminal.data(shown);
      else if (!approved) terminal.talk(shown);
    },
    changed: (review) => {
      const names = review.planned.map(({ stack }) => stack.name).join(', ');
      terminal.talk(`${names}: the changes differ from those that were shown. They are now:`);
      terminal.talk(renderChanges(review));
    },
    ended: (result) => {
      if (result.outcome !== 'unchanged') terminal.talk(renderStackResult(result));
    },
  };
}

function nothingToDeploy({ platform, statuses, leftovers, json }: Omit<Shown, 'again'>, terminal: Terminal): Exit {
  if (json) {
    const deployed = statuses.map(({ opened: { unit, environment }, record }) => ({
      ...{ unit, environment, outcome: 'unchanged', record },
    }));
    terminal.data(JSON.stringify({ platform, deployed, stacks: [], leftovers }, null, 2));
  } else {
    terminal.data(renderStatuses(statuses));
    terminal.talk('Nothing to deploy: according to the ledger, these assemblies are already deployed.');
  }
  return EXIT.ok;
}

/** A deploy of a service that gets no image ends well, and nothing runs. */
function warnOfMissingImages({ model, selection, directory }: Target, terminal: Terminal): void {
  const services = withoutPipeline(model, selection, directory).filter(({ workflow }) => workflow === undefined);
  for (const service of services) terminal.talk(`warning: ${explainWithoutPipeline(service)}`);
  const advice = imageAdvice(services, model.name);
  if (advice !== undefined) terminal.talk(advice);
}
