import { shellWord } from '@careplane/problems';
import { join } from 'node:path';
import {
  BadInput,
  counted,
  EXIT,
  refuseOutputFolder,
  sourceRevision,
  withTemporaryFolder,
} from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import {
  deployedState,
  gatherHandover,
  handoverFiles,
  MANIFEST_FILE,
  manifestText,
  readManifest,
  refuseForeignFiles,
  staleFiles,
  writeHandover,
} from '@careplane/handover';
import type { DeployedState, HandoverOrigin } from '@careplane/handover';
import { loadTarget } from '@careplane/platform/target';
import { version } from '../../package.json';

export interface HandoverOptions {
  readonly out: string;
  /** Compare instead of writing. */
  readonly check?: boolean;
  /** Ask the account what is deployed. */
  readonly ledger?: boolean;
  /** Write into a folder with files of others. */
  readonly force?: boolean;
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
  if (!check) refuseOutputFolder(join(out, 'pictures'));
  const manifest = check ? readManifest(out, directory) : undefined;
  if (!check && !force) refuseForeignFiles(out);
  const origin: HandoverOrigin = manifest ?? {
    ...sourceRevision(directory),
    deployed: ledger ? await deployedState(target) : NOT_ASKED,
  };
  const input = await withTemporaryFolder((folder) =>
    gatherHandover(directory, model, {
      ...{ folder, origin, toolkitVersion: version },
      progress: (text) => terminal.progress(text),
    }),
  );
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
  terminal.talk(
    `The documents in ${out} are stale. Next: careplane handover ${shellWord(directory)} --out ${shellWord(out)}`,
  );
  return EXIT.no;
}
