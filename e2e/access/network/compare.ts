// Networks of the reference platforms, each rule, route and subnet widened and narrowed: what is open, and which properties hold, must
// be what packets show that are sent one by one.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessWorld, AnalyzedStack } from '@careplane/access-analysis';
import { NETWORK_PROPERTIES } from '@careplane/access-analysis';
import { analyzedPlatform } from '@careplane/assessment/proofs';
import { shortRun } from '@careplane/command-line';
import type { PlatformModel } from '@careplane/config';
import { loadTarget } from '@careplane/platform/target';
import { writeAssemblies } from '@careplane/platform/write-assemblies';
import type { NetworkEnd } from '../../../libs/access-analysis/src/network/end';
import { networkOf } from '../../../libs/access-analysis/src/network/network';
import type { Network } from '../../../libs/access-analysis/src/network/network';
import type { Traffic } from '../../../libs/access-analysis/src/network/traffic';
import { proveNetwork, selected } from '../../../libs/access-analysis/src/properties/network';
import { Selection } from '../../../libs/access-analysis/src/properties/select';
import { Resolver } from '../../../libs/access-analysis/src/template/resolver';
import { SharedValues } from '../../../libs/access-analysis/src/template/shared-values';
import { report } from '../../harness';
import { Chance } from '../random';
import { edited, editsOf, someEdits } from './mutants';
import type { Edit } from './mutants';
import type { Attempt } from './packets';
import { verdictOf } from './properties';
import type { Select } from './properties';
import { readNet } from './read';
import { attemptsFor, INTERNET, simulate, wordsOf } from './simulate';
import type { OpenPairs } from './simulate';

/** One mutant in so many; ACCESS_MUTATIONS=1 tries all of them. */
const ONE_IN = Number(process.env['ACCESS_MUTATIONS'] ?? '6');
/** Mutants with several changes at once, for each platform. */
const COMPOUND = Number(process.env['ACCESS_COMPOUNDS'] ?? '20');

interface State {
  readonly open: OpenPairs;
  readonly verdicts: ReadonlyMap<string, string>;
}

interface Counts {
  mutants: number;
  packets: number;
  pairs: number;
  changedPairs: number;
  changedVerdicts: number;
}

/** Try the mutants of both platforms. */
export function packetsAgree(scratch: string): void {
  for (const name of ['medmo', 'medplum']) {
    const folder = join(__dirname, '../../../apps', name);
    const out = join(scratch, name);
    const { model } = loadTarget(folder, {});
    writeAssemblies(folder, {}, out, () => undefined);
    tryPlatform(name, model, analyzedPlatform(model, readdirSync(out), out));
  }
}

function tryPlatform(name: string, model: PlatformModel, stacks: readonly AnalyzedStack[]): void {
  const counts: Counts = { mutants: 0, packets: 0, pairs: 0, changedPairs: 0, changedVerdicts: 0 };
  const wrong: string[] = [];
  const [subnet] = readNet(resolversOf(stacks)).hosts.flatMap(({ subnets }) => subnets);
  const edits = editsOf(stacks, (subnet?.block.first ?? 0) + 77);
  const chance = new Chance(16);
  const mutants: readonly (readonly Edit[])[] = [
    [],
    ...edits.filter((_, index) => index % ONE_IN === 0).map((edit) => [edit]),
    ...Array.from({ length: COMPOUND }, () => someEdits(edits, chance)),
  ];
  let base: State | undefined;
  for (const mutant of mutants) {
    const { ours, theirs } = shortRun(() => decided(edited(stacks, mutant), model, counts));
    counts.mutants += 1;
    const found = differences(ours, theirs);
    const words = mutant.map((edit) => `${edit.direction} ${edit.stack}/${edit.id} ${edit.words}`).join(' + ');
    wrong.push(...found.slice(0, 3).map((each) => `${words || 'no change'}: ${each}`));
    base ??= theirs;
    counts.changedPairs += changes(base.open, theirs.open, JSON_OF);
    counts.changedVerdicts += changes(base.verdicts, theirs.verdicts, String);
  }
  const figures = `${name}: ${counts.mutants} networks, ${counts.packets} packets, ${counts.pairs} pairs of ends open, ${counts.changedPairs} pairs and ${counts.changedVerdicts} verdicts of properties changed`;
  report(`${figures}: all as the packets show`, wrong.length === 0, wrong.slice(0, 20).join('\n'));
  report(
    `${name}: some pairs and some verdicts changed`,
    counts.changedPairs > 0 && counts.changedVerdicts > 0,
    figures,
  );
}

const JSON_OF = ({ certain, possible }: { certain: ReadonlySet<string>; possible: ReadonlySet<string> }) =>
  JSON.stringify([[...certain], [...possible]]);

function changes<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  words: (value: T) => string,
): number {
  const of = (map: ReadonlyMap<string, T>, key: string) => {
    const value = map.get(key);
    return value === undefined ? '' : words(value);
  };
  return [...new Set([...before.keys(), ...after.keys()])].filter((key) => of(before, key) !== of(after, key)).length;
}

function resolversOf(stacks: readonly AnalyzedStack[]): Resolver[] {
  const shared = new SharedValues(stacks);
  return stacks.map((stack) => new Resolver(stack, shared));
}

/** What careplane decides, and what packets show. */
function decided(
  stacks: readonly AnalyzedStack[],
  model: PlatformModel,
  counts: Counts,
): { ours: State; theirs: State } {
  const resolvers = resolversOf(stacks);
  const network = networkOf(resolvers);
  // Of a world, the selection of ends asks for no more than this.
  const selection = new Selection({ resolvers } as unknown as AccessWorld, model);
  const net = readNet(resolvers);
  const attempts = attemptsFor([net]);
  const { open, packets } = simulate(net, attempts);
  counts.packets += packets;
  counts.pairs += open.size;
  const select: Select = (ends) => new Set(selected(ends, network, selection).map(keyOf));
  return {
    ours: {
      open: openIn(network, attempts),
      verdicts: new Map(NETWORK_PROPERTIES.map((each) => [each.name, proveNetwork(each, network, selection).verdict])),
    },
    theirs: {
      open,
      verdicts: new Map(NETWORK_PROPERTIES.map((each) => [each.name, verdictOf(each, open, select)])),
    },
  };
}

const keyOf = ({ kind, stack, id }: NetworkEnd): string => (kind === 'internet' ? INTERNET : `${stack}/${id}`);

function openIn({ edges }: Network, attempts: readonly Attempt[]): OpenPairs {
  const words = (traffic: Traffic) => new Set(attempts.filter((each) => has(traffic, each)).map(wordsOf));
  return new Map(
    [...edges.values()]
      .flat()
      .map(({ from, to, passage }) => [
        `${keyOf(from)} > ${keyOf(to)}`,
        { certain: words(passage.certain), possible: words(passage.possible) },
      ]),
  );
}

/** Traffic of the product is one line of numbers: the ports of TCP, those of UDP, and one number for all other protocols. */
function has(traffic: Traffic, { protocol, port }: Attempt): boolean {
  const number = { tcp: port, udp: 65_536 + port }[protocol] ?? 131_072;
  return traffic.some(({ first, last }) => first <= number && number <= last);
}

function differences(ours: State, theirs: State): string[] {
  const pairs = [...new Set([...ours.open.keys(), ...theirs.open.keys()])].flatMap((pair) =>
    (['possible', 'certain'] as const).flatMap((level) => {
      const [one, other] = [ours, theirs].map(({ open }) => [...(open.get(pair)?.[level] ?? [])].sort().join(', '));
      return one === other ? [] : [`${pair}, ${level}: careplane ${one || 'nothing'}, packets ${other || 'nothing'}`];
    }),
  );
  const verdicts = [...theirs.verdicts].flatMap(([name, verdict]) => {
    const own = ours.verdicts.get(name);
    return own === verdict ? [] : [`${name}: careplane ${own}, packets ${verdict}`];
  });
  return [...pairs, ...verdicts];
}
