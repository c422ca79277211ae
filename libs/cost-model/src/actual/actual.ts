import type { BilledResource, ResourceLedger, ServiceSum } from '../billing/resource-ledger';
import type { Estimate, Exact, Line, Range, ResourceVerdict } from '../estimate-types';
import { NOTHING, sumRanges, ZERO } from '../exact';
import { billedService, serviceOf } from '../tco/services';
import { compareText } from '@careplane/problems';

/** One usage type of a resource: as it was billed and as it is estimated. */
export interface ActualUsage {
  /** AWS's usage type; empty if the bill names none. */
  readonly usageType: string;
  /** The lines of the estimate with this usage type. */
  readonly lines: readonly Line[];
  /** Undefined if the bill has nothing of it. */
  readonly billed?: { readonly usd: Exact; readonly quantity: Exact };
  /** Undefined if the estimate has no amount for it. */
  readonly estimatedUsd?: Range;
}

/** One resource in the month of the bill. */
export interface ActualResource {
  readonly stack: string;
  /** Undefined for charges that are tagged with the stack only. */
  readonly logicalId?: string;
  readonly constructPath: string;
  /** Empty if the estimate does not have the resource. */
  readonly resourceType: string;
  readonly billedUsd?: Exact;
  readonly estimatedUsd?: Range;
  /** Billed without what is estimated, as expected; an amount that is not known counts as nothing. */
  readonly differenceUsd: Exact;
  /** Whether the bill is from low to high of the estimate. Undefined if one of the two has no amount. */
  readonly withinRange?: boolean;
  readonly usages: readonly ActualUsage[];
}

/** One service in the month of the bill. */
export interface ActualService {
  readonly service: string;
  /** Of the stacks of the estimate, by their tags. */
  readonly inStacksUsd: Exact;
  /** Of other stacks, and without a tag. */
  readonly elsewhereUsd: Exact;
  readonly estimatedUsd?: Range;
}

/** The estimate beside a month of the bill. */
export interface Actual {
  /** YYYY-MM. */
  readonly month: string;
  /** Hours of that month; a month of the estimate has 730. */
  readonly hours: number;
  /** The bill has tags of CloudFormation. Without them only services can be compared. */
  readonly hasTags: boolean;
  /** Largest difference first. */
  readonly resources: readonly ActualResource[];
  /** Largest first. */
  readonly services: readonly ActualService[];
  readonly inStacksUsd: Exact;
  readonly elsewhereUsd: Exact;
  readonly estimatedUsd: Range;
  /** Resources that the estimate has an amount for and that no row of the bill names. */
  readonly notBilled: readonly ActualResource[];
}

/**
 * Compares an estimate with a month of a bill, resource by resource.
 *
 * @param ledger has read the bill, for the stacks of the estimate
 * @param month YYYY-MM, one of the ledger's
 */
export function actualOf(estimate: Estimate, ledger: ResourceLedger, month: string): Actual {
  const verdicts = new Map(estimate.verdicts.map((verdict) => [idOf(verdict.stack, verdict.logicalId), verdict]));
  const linesById = groupLines(estimate.lines, ({ stack, logicalId }) => idOf(stack, logicalId));
  const billed = ledger.resources(month);
  const billedIds = new Set(billed.map(({ stack, logicalId }) => idOf(stack, logicalId)));
  const resources = billed.map((each) => {
    const id = idOf(each.stack, each.logicalId);
    return resourceOf(verdicts.get(id), each, linesById.get(id) ?? []);
  });
  const notBilled = [...linesById]
    .filter(([id]) => !billedIds.has(id))
    .flatMap(([id, lines]) => {
      const verdict = verdicts.get(id);
      return verdict === undefined ? [] : [resourceOf(verdict, undefined, lines)];
    })
    .filter(({ estimatedUsd }) => estimatedUsd !== undefined && !estimatedUsd.expected.isZero());
  const inStacks = ledger.inStacks(month);
  const elsewhere = ledger.elsewhere(month);
  return {
    month,
    hours: hoursOf(month),
    hasTags: ledger.hasTags(),
    resources: resources.sort(byDifference),
    services: servicesOf(estimate, inStacks, elsewhere),
    inStacksUsd: sumOf(inStacks),
    elsewhereUsd: sumOf(elsewhere),
    estimatedUsd: estimate.totals,
    notBilled: notBilled.sort(byDifference),
  };
}

function resourceOf(
  verdict: ResourceVerdict | undefined,
  billed: BilledResource | undefined,
  lines: readonly Line[],
): ActualResource {
  const stack = verdict?.stack ?? billed?.stack ?? '';
  const logicalId = verdict?.logicalId ?? billed?.logicalId;
  const billedUsd = billed && sumExact(billed.usages.map(({ usd }) => usd));
  const estimatedUsd = amountOf(lines);
  return {
    stack,
    ...(logicalId !== undefined && { logicalId }),
    constructPath: verdict?.constructPath ?? (logicalId === undefined ? stack : `${stack}/${logicalId}`),
    resourceType: verdict?.resourceType ?? '',
    ...(billedUsd && { billedUsd }),
    ...(estimatedUsd && { estimatedUsd }),
    differenceUsd: (billedUsd ?? ZERO).minus(estimatedUsd?.expected ?? ZERO),
    ...(billedUsd && estimatedUsd && { withinRange: isWithin(billedUsd, estimatedUsd) }),
    usages: usagesOf(billed, lines),
  };
}

function usagesOf(billed: BilledResource | undefined, lines: readonly Line[]): ActualUsage[] {
  const byType = groupLines(lines, ({ price }) => price?.usageType ?? '');
  const charged = new Map((billed?.usages ?? []).map(({ usageType, usd, quantity }) => [usageType, { usd, quantity }]));
  return [...new Set([...charged.keys(), ...byType.keys()])]
    .map((usageType): ActualUsage => {
      const own = byType.get(usageType) ?? [];
      const amount = charged.get(usageType);
      const estimatedUsd = amountOf(own);
      return { usageType, lines: own, ...(amount && { billed: amount }), ...(estimatedUsd && { estimatedUsd }) };
    })
    .sort((a, b) => differenceOf(b).abs().comparedTo(differenceOf(a).abs()) || compareText(a.usageType, b.usageType));
}

/** What was billed for a usage type, without what is estimated. */
export function differenceOf({ billed, estimatedUsd }: ActualUsage): Exact {
  return (billed?.usd ?? ZERO).minus(estimatedUsd?.expected ?? ZERO);
}

function servicesOf(estimate: Estimate, inStacks: readonly ServiceSum[], elsewhere: readonly ServiceSum[]) {
  const lines = groupLines(estimate.lines, serviceOf);
  const inside = sumsByService(inStacks);
  const outside = sumsByService(elsewhere);
  return [...new Set([...lines.keys(), ...inside.keys(), ...outside.keys()])]
    .map((service): ActualService => {
      const estimatedUsd = amountOf(lines.get(service) ?? []);
      return {
        service,
        inStacksUsd: inside.get(service) ?? ZERO,
        elsewhereUsd: outside.get(service) ?? ZERO,
        ...(estimatedUsd && { estimatedUsd }),
      };
    })
    .sort((a, b) => largest(b).comparedTo(largest(a)) || compareText(a.service, b.service));
}

function sumsByService(sums: readonly ServiceSum[]): Map<string, Exact> {
  const byName = new Map<string, Exact>();
  for (const { service, usd } of sums) {
    const name = billedService(service) ?? service;
    byName.set(name, (byName.get(name) ?? ZERO).plus(usd));
  }
  return byName;
}

function largest({ inStacksUsd, elsewhereUsd, estimatedUsd = NOTHING }: ActualService): Exact {
  const billed = inStacksUsd.plus(elsewhereUsd);
  return billed.gt(estimatedUsd.expected) ? billed : estimatedUsd.expected;
}

/** The sum of the amounts that are known; undefined if none is. */
function amountOf(lines: readonly Line[]): Range | undefined {
  const known = lines.flatMap(({ monthlyUsd }) => monthlyUsd ?? []);
  return known.length === 0 ? undefined : sumRanges(known);
}

/** To the cent: a bill rounds what the estimate does not. */
function isWithin(billed: Exact, { low, high }: Range): boolean {
  return billed.gte(low.minus('0.01')) && billed.lte(high.plus('0.01'));
}

function byDifference(a: ActualResource, b: ActualResource): number {
  return b.differenceUsd.abs().comparedTo(a.differenceUsd.abs()) || compareText(a.constructPath, b.constructPath);
}

function sumExact(amounts: readonly Exact[]): Exact {
  return amounts.reduce((sum, amount) => sum.plus(amount), ZERO);
}

function sumOf(sums: readonly ServiceSum[]): Exact {
  return sumExact(sums.map(({ usd }) => usd));
}

function idOf(stack: string, logicalId: string | undefined): string {
  return `${stack}\n${logicalId ?? ''}`;
}

function groupLines(lines: readonly Line[], keyOf: (line: Line) => string): Map<string, Line[]> {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const key = keyOf(line);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  return groups;
}

/** Hours of a month, YYYY-MM. */
export function hoursOf(month: string): number {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).getUTCDate() * 24;
}
