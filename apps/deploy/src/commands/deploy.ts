import { EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { readParameters, refuseDirty, sourcesOf, openOf, standingsOf } from '@careplane/deployment/ledger';
import { parameterStore } from '@careplane/deployment/aws';
import { requestOf, requireShared } from '@careplane/deployment/assembly';
import { explainWithoutPipeline, imageAdvice, withoutPipeline } from '@careplane/platform/image-ways';
import { renderStanding } from '../render/standing';
import { loadTarget } from '@careplane/platform/target';
import type { Target, TargetOptions } from '@careplane/platform/target';

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
  /** Commit that the assemblies were written from; without it, git is asked. */
  readonly revision?: string;
  readonly json?: boolean;
}

/**
 * Deploy what changed. Whether anything did is decided from the ledger alone, before CloudFormation, the CDK's toolkit or
 * anything large is loaded.
 */
export async function deploy(directory: string, options: DeployOptions, terminal: Terminal): Promise<Exit> {
  const target = loadTarget(directory, options);
  const request = requestOf(target, options.assembly);
  warnOfMissingImages(target, terminal);
  const sources = sourcesOf(directory, options.revision);
  refuseDirty(request, sources, options.allowDirty);
  const ssm = parameterStore(request.model.region);
  const parameters = await readParameters(ssm, request.model.name);
  const standings = standingsOf(request, sources, parameters);
  const open = openOf(standings);
  requireShared(request, open, parameters);
  if (open.length > 0) {
    const { runDeploy } = await import('./deploy-changes.js');
    return runDeploy(request, { open, sources, ssm, standings }, options, terminal);
  }
  if (options.json) {
    const deployed = standings.map(({ pair, record }) => ({ ...pair, outcome: 'unchanged', record }));
    terminal.data(JSON.stringify({ platform: request.model.name, deployed, stacks: [] }, null, 2));
  } else {
    terminal.data(renderStanding(standings));
    terminal.talk('Nothing to deploy: the ledger has these assemblies already.');
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
