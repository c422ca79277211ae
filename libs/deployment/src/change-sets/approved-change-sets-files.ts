import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BadInput } from '@careplane/command-line';
import { pairKey } from '../ledger/ledger';
import type { Pair } from '../ledger/ledger';
import type { Prepared } from './planned-stack';
import { proposalOf } from './approved-change-sets';
import type { ProposedStack } from './approved-change-sets';
import { digestOfPair, workOf } from '../assembly/opened-assemblies';
import type { Request } from '../assembly/opened-assemblies';

/** What is written down of a unit in an environment, for an approval: the content of one file, as JSON. */
interface Proposal {
  /** Version of this form. */
  readonly version: 1;
  readonly platform: string;
  /** Account that the platform is configured for. */
  readonly account: string;
  /** SHA-256 of the assembly. */
  readonly assembly: string;
  readonly stacks: readonly ProposedStack[];
}

/**
 * Write down what was prepared, one file for each unit and environment. Where nothing is to be deployed, the file of an
 * earlier time is taken away.
 *
 * @param open pairs that are to be deployed
 */
export function writeProposals(
  folder: string,
  request: Request,
  open: readonly Pair[],
  prepared: readonly Prepared[],
): void {
  const byKey = new Map(prepared.map((each) => [each.stack.key, proposalOf(each)]));
  const { name: platform, account } = request.model;
  for (const pair of request.pairs) {
    const file = fileOf(folder, pair);
    if (!open.some((each) => pairKey(each) === pairKey(pair))) {
      rmSync(file, { force: true });
      continue;
    }
    const stacks = workOf(request, pair).flatMap(({ key }) => byKey.get(key) ?? []);
    const proposal: Proposal = { version: 1, platform, account, assembly: digestOfPair(request, pair), stacks };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, `${JSON.stringify(proposal, null, 2)}\n`);
    renameSync(`${file}.new`, file);
  }
}

/**
 * Read what was written down of some pairs, by the keys of their stacks.
 *
 * @param prepare command that writes it
 * @throws BadInput when there is none, or it is of another assembly or account
 */
export function readProposals(
  folder: string,
  request: Request,
  open: readonly Pair[],
  prepare: string,
): Map<string, ProposedStack[]> {
  const found = new Map<string, ProposedStack[]>();
  const wrong: string[] = [];
  for (const pair of open) {
    const proposal = read(fileOf(folder, pair));
    const why = typeof proposal === 'string' ? proposal : mismatch(proposal, request, pair);
    if (why !== undefined) wrong.push(`  ${fileOf(folder, pair)}: ${why}`);
    else
      for (const stack of (proposal as Proposal).stacks) found.set(stack.key, [...(found.get(stack.key) ?? []), stack]);
  }
  if (wrong.length === 0) return found;
  throw new BadInput(
    [
      'Not deployed: there are no change sets that somebody could have approved.',
      ...wrong,
      `Prepare them, and have them approved: ${prepare}`,
    ].join('\n'),
  );
}

function fileOf(folder: string, { unit, environment }: Pair): string {
  return join(folder, unit, `${environment}.json`);
}

function read(file: string): Proposal | string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return 'is not there. When change sets were prepared last, there was nothing to deploy here, or nobody asked for it';
  }
  try {
    const proposal = JSON.parse(text) as Proposal;
    if (proposal.version === 1 && Array.isArray(proposal.stacks)) return proposal;
  } catch {
    // Said below, as for any other content.
  }
  return 'is not what careplane diff --change-sets has written';
}

function mismatch({ platform, account, assembly }: Proposal, request: Request, pair: Pair): string | undefined {
  if (platform !== request.model.name) return `is of platform ${platform}, not of ${request.model.name}`;
  if (account !== request.model.account) return `is of account ${account}, not of ${request.model.account}`;
  const digest = digestOfPair(request, pair);
  return assembly === digest
    ? undefined
    : `is of another assembly (${assembly.slice(0, 12)}) than the one that is to be deployed (${digest.slice(0, 12)})`;
}
