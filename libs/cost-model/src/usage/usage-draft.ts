import { DATA_TRANSFER_USAGE } from '../account/data-transfer';
import { estimate } from '../estimate';
import type { EstimateOptions } from '../estimate-options';
import type { Estimate, Exact, Line } from '../estimate-types';
import { ZERO } from '../exact';
import type { UsageKey } from '../resources/priced-type';
import { grouped } from '../render/groups';
import { usageKeysOf } from '../resources/usage-keys';
import type { StackTemplate } from '../template/template';
import { openKeysOf } from './assumptions';
import { modestMonth } from './modest-month';
import { ACCOUNT } from './usage-file';
import type { UsageFile, UsageOfResource } from './usage-file';
import type { AssumedUsage } from './usage-profile';

/** A usage key in the draft of a usage file. */
export interface DraftKey extends UsageKey {
  readonly key: string;
  /** Undefined if Careplane assumes nothing: the file shows the key as a comment. */
  readonly assumed?: AssumedUsage;
}

/** Usage keys of one address in the draft of a usage file. */
export interface DraftAddress {
  /** A resource type, or `account`. */
  readonly address: string;
  /** Construct paths of the resources at the address. */
  readonly resources: readonly string[];
  readonly keys: readonly DraftKey[];
  /** What the assumed usage of all resources at this address costs a month, as expected. */
  readonly costUsd: Exact;
}

/** The draft of a usage file for some templates. */
export interface UsageDraft {
  /** The most expensive first. */
  readonly addresses: readonly DraftAddress[];
  /** The estimate without usage, and with the assumed usage. */
  readonly before: Estimate;
  readonly after: Estimate;
}

/**
 * What a usage file for these templates can say: every usage key of every type with a charge that depends on usage, with an
 * assumption for a modest month and what it costs.
 *
 * @param options as for the estimate; its usage file and its profile are ignored
 */
export function usageDraft(templates: readonly StackTemplate[], options: EstimateOptions): UsageDraft {
  const { usage: _ignored, usageProfile: _assumed, ...others } = options;
  const before = estimate(templates, others);
  const waiting = waitingByType(before.lines);
  // A stack set has no lines before the number of its accounts is known.
  const sets = before.verdicts.filter(
    ({ resourceType, verdict }) => resourceType === STACK_SET && verdict === 'needs usage',
  );
  if (sets.length > 0) {
    const paths = new Set(sets.map(({ constructPath }) => constructPath));
    waiting.set(STACK_SET, { paths, keys: new Set(Object.keys(usageKeysOf(STACK_SET))) });
  }
  const drafts = [...waiting].flatMap(([type, { paths, keys: open }]) => {
    const keys = keysOf(type, open);
    return keys.length === 0 ? [] : [{ address: type, resources: [...paths], keys }];
  });
  const after = estimate(templates, { ...others, usage: assumedUsage(drafts) });
  const costs = costsByType(after.lines);
  const fixed = costsByType(before.lines);
  const addresses = drafts
    .map((draft): DraftAddress => {
      const type = draft.address === ACCOUNT ? DATA_TRANSFER : draft.address;
      return { ...draft, costUsd: (costs.get(type) ?? ZERO).minus(fixed.get(type) ?? ZERO) };
    })
    .sort((a, b) => b.costUsd.comparedTo(a.costUsd) || (a.address < b.address ? -1 : 1));
  return { addresses, before, after };
}

const DATA_TRANSFER = 'Account::DataTransfer';
const STACK_SET = 'AWS::CloudFormation::StackSet';

/** Resources of a type with charges that depend on usage, and the keys that such charges wait for. */
interface Waiting {
  readonly paths: Set<string>;
  readonly keys: Set<string>;
}

/** What waits for usage, by type. Data transfer is the account's. */
function waitingByType(lines: readonly Line[]): Map<string, Waiting> {
  const waiting = new Map<string, Waiting>();
  for (const { lines: own } of grouped(lines, ({ stack, logicalId }) => `${stack}\n${logicalId}`)) {
    const [{ resourceType, constructPath } = { resourceType: '', constructPath: '' }] = own;
    if (own.every(({ usageKey }) => usageKey === undefined)) continue;
    const address = resourceType === DATA_TRANSFER ? ACCOUNT : resourceType;
    let known = waiting.get(address);
    if (known === undefined) waiting.set(address, (known = { paths: new Set(), keys: new Set() }));
    known.paths.add(constructPath);
    for (const key of openKeysOf(own)) known.keys.add(key.replace(/^account\./, ''));
  }
  return waiting;
}

/** Keys with an assumption first, in the order of the type. Nothing is assumed for what no charge waits for. */
function keysOf(address: string, open: ReadonlySet<string>): DraftKey[] {
  const usage = address === ACCOUNT ? DATA_TRANSFER_USAGE : usageKeysOf(address);
  const keys = Object.entries(usage).map(([key, meaning]): DraftKey => {
    const assumed = open.has(key) ? modestMonth(address, key) : undefined;
    return { key, ...meaning, ...(assumed && { assumed }) };
  });
  return [...keys.filter(({ assumed }) => assumed), ...keys.filter(({ assumed }) => assumed === undefined)];
}

function assumedUsage(drafts: readonly Pick<DraftAddress, 'address' | 'keys'>[]): UsageFile {
  const usage = drafts.map(({ address, keys }): [string, UsageOfResource] => [
    address,
    Object.fromEntries(keys.flatMap(({ key, assumed }) => (assumed === undefined ? [] : [[key, assumed.amount]]))),
  ]);
  return { usage: Object.fromEntries(usage) };
}

function costsByType(lines: readonly Line[]): Map<string, Exact> {
  const costs = new Map<string, Exact>();
  for (const { resourceType, monthlyUsd } of lines) {
    if (monthlyUsd !== undefined) costs.set(resourceType, (costs.get(resourceType) ?? ZERO).plus(monthlyUsd.expected));
  }
  return costs;
}
