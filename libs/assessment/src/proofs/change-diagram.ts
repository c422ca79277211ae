import { accessChanges, accessWorld, provedConnections } from '@careplane/access-analysis';
import type { AccessChange, AnalyzedStack, EndKind, ProvedConnection } from '@careplane/access-analysis';
import type { Diagram, DiagramChange, DiagramEdge, DiagramNode } from '@careplane/pages';
import { DrawnNames } from './drawn-names';

/** Arrows that a picture has at most; a picture with more of them cannot be read. */
const MOST_ARROWS = 40;
/** Actions that the label of an arrow names. */
const MOST_ACTIONS = 2;

/** Columns from the left. */
const TIERS: Readonly<Record<EndKind, number>> = {
  internet: 0,
  'load balancer': 1,
  service: 2,
  job: 2,
  function: 2,
  build: 2,
  instance: 2,
  database: 3,
  cache: 3,
  'file system': 3,
  'endpoint of AWS': 3,
};

/** An arrow of the picture, and the boxes at its ends. */
interface Arrow {
  readonly from: DiagramNode;
  readonly to: DiagramNode;
  /** Ports or actions. */
  readonly what: string;
  readonly change: DiagramChange;
}

/** A picture of a change, and what it has in numbers. */
export interface DrawnChange {
  readonly diagram: Diagram;
  readonly added: number;
  readonly removed: number;
}

/**
 * What a change opens and closes: connections that the network allows, and what principals can do, each arrow only as it is proved. The
 * description has every arrow in words, also those for which the picture has no room.
 *
 * @param name of the platform, for the title
 */
export function changeDiagram(
  name: string,
  before: readonly AnalyzedStack[],
  after: readonly AnalyzedStack[],
): DrawnChange {
  const [was, is] = [accessWorld(before), accessWorld(after)];
  const [old, now] = [provedConnections(was), provedConnections(is)];
  const names = [old, now].map((all) => new Set(all.flatMap(({ from, to }) => [from.name, to.name])));
  const arrows = [
    ...withoutThose(now, old).map((each) => connectionArrow(each, 'added', names[0])),
    ...withoutThose(old, now).map((each) => connectionArrow(each, 'removed', names[1])),
    ...accessArrows(accessChanges(was, is), new DrawnNames([is, was])),
  ];
  const shown = arrows.slice(0, MOST_ARROWS);
  const nodes = [...new Map(shown.flatMap(({ from, to }) => [from, to]).map((node) => [node.id, node])).values()];
  return {
    diagram: {
      title: `What the change opens and closes on ${name}`,
      description: describe(arrows, shown.length),
      nodes: nodes.length === 0 ? [NOTHING] : nodes,
      edges: shown.map(edgeOf),
    },
    added: arrows.filter(({ change }) => change === 'added').length,
    removed: arrows.filter(({ change }) => change === 'removed').length,
  };
}

const NOTHING: DiagramNode = {
  id: 'nothing',
  name: 'No arrow comes or goes',
  detail: 'the same connections, the same access',
  tier: 0,
};

/** The connections of one list that the other one does not have with the same traffic. */
function withoutThose(all: readonly ProvedConnection[], others: readonly ProvedConnection[]): ProvedConnection[] {
  const keyOf = ({ from, to, traffic, verdict }: ProvedConnection) => [from.name, to.name, traffic, verdict].join('\n');
  const known = new Set(others.map(keyOf));
  return all.filter((each) => !known.has(keyOf(each)));
}

function connectionArrow(
  { from, to, traffic, verdict }: ProvedConnection,
  change: DiagramChange,
  others: ReadonlySet<string> | undefined,
): Arrow {
  const node = ({ name, kind }: ProvedConnection['from']): DiagramNode => ({
    id: `end ${name}`,
    detail: kind === 'internet' ? 'any host' : kind,
    tier: TIERS[kind],
    // The internet is always there.
    ...marked(name, kind === 'internet' || others?.has(name) === true ? undefined : change),
  });
  return { from: node(from), to: node(to), what: verdict === 'certain' ? traffic : `perhaps ${traffic}`, change };
}

/** Access of one principal to one resource is one arrow. */
function accessArrows(changes: readonly AccessChange[], names: DrawnNames): Arrow[] {
  const groups = new Map<string, AccessChange[]>();
  for (const each of changes) {
    const key = [each.direction, each.who, each.resource].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap((own): Arrow[] => {
    const [first] = own;
    if (first === undefined) return [];
    const { direction, who, resource, isWhole } = first;
    const change = direction === 'gains' ? 'added' : 'removed';
    const actions = [...new Set(own.map(({ action }) => action))];
    const more = actions.length - MOST_ACTIONS;
    const words = [...actions.slice(0, MOST_ACTIONS), ...(more > 0 ? [`${more} more`] : [])].join(', ');
    const isOpen = own.every(({ verdict }) => verdict === 'undecided');
    const principal = {
      id: `who ${who}`,
      detail: 'principal',
      tier: 2,
      ...marked(names.principal(who), isWhole ? change : undefined),
    };
    const target = {
      id: `what ${resource}`,
      detail: 'resource',
      tier: 3,
      ...marked(names.resource(resource), undefined),
    };
    return [{ from: principal, to: target, what: isOpen ? `perhaps ${words}` : words, change }];
  });
}

const SIGNS: Readonly<Record<DiagramChange, string>> = { added: '+', removed: '−' };

/** A name with the sign of its change: colour alone would say nothing to many people. */
function marked(name: string, change: DiagramChange | undefined): Pick<DiagramNode, 'name' | 'change'> {
  return change === undefined ? { name } : { name: `${SIGNS[change]} ${name}`, change };
}

function edgeOf({ from, to, what, change }: Arrow): DiagramEdge {
  return { from: from.id, to: to.id, label: `${SIGNS[change]} ${what}`, change };
}

function describe(arrows: readonly Arrow[], shown: number): string {
  if (arrows.length === 0) return 'The change opens no connection and no access, and closes none.';
  const sentences = arrows.map(({ from, to, what, change }) => {
    const [one, other] = [from, to].map(({ name }) => name.replace(/^[+−] /, ''));
    return `${change === 'added' ? 'Added' : 'Removed'}: ${one} to ${other}: ${what}.`;
  });
  const hidden = arrows.length - shown;
  return [
    'Thick lines with + are added, dashed lines with − are removed.',
    ...(hidden === 0 ? [] : [`The picture shows ${shown} of ${arrows.length} arrows.`]),
    ...sentences,
  ].join(' ');
}
