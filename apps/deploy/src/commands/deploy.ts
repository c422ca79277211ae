import { EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { readParameters, pairKey } from '../deploy/ledger';
import { doubtOf, historyOf } from '../deploy/base';
import { parameterStore } from '../deploy/home';
import { requestOf, standing } from '../deploy/request';
import { refuseDirty, sourcesOf } from '../deploy/revision';
import { renderStanding } from '../render/standing';
import { loadTarget } from '../target';
import type { TargetOptions } from '../target';

export interface DeployOptions extends TargetOptions {
  /** Folder with the assemblies that `synth` wrote. */
  readonly assembly: string;
  /** Approved already. */
  readonly yes?: boolean;
  /** Resources whose data may be lost: `<stack>/<logicalId>`. */
  readonly allowReplace?: readonly string[];
  /** Why a production environment may be deployed from files that no commit has. */
  readonly allowDirty?: string;
  readonly json?: boolean;
}

/**
 * Deploy what changed. Whether anything did is decided from the ledger alone, before CloudFormation, the CDK's toolkit or
 * anything large is loaded.
 */
export async function deploy(directory: string, options: DeployOptions, terminal: Terminal): Promise<Exit> {
  const request = requestOf(loadTarget(directory, options), options.assembly);
  const sources = sourcesOf(directory);
  refuseDirty(request, sources, options.allowDirty);
  const history = historyOf(directory);
  const clean = sources.revision !== '' && sources.changed.length === 0;
  const ssm = parameterStore(request.model.region);
  const parameters = await readParameters(ssm, request.model.name);
  const standings = request.pairs.map((pair) => {
    const record = standing(request, pair, parameters);
    // What a commit can be named for now is noted again, so that `careplane base` knows where to begin.
    const nameless = clean && history !== undefined && doubtOf(record, history) !== undefined;
    return { pair, record: parameters.ledger.get(pairKey(pair)), same: record !== undefined && !nameless };
  });
  const open = standings.filter(({ same }) => !same).map(({ pair }) => pair);
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
