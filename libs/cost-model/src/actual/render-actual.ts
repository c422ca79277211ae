import { markdownTable, markdownText, wrap } from '@careplane/problems';
import type { Exact } from '../estimate-types';
import { amountsRow } from '../render/amounts-row';
import { signedUsd, usd } from '../render/amounts';
import { decimalJson } from '../render/json';
import { count } from '../render/words';
import { differenceOf } from './actual';
import type { Actual, ActualResource, ActualService } from './actual';
import { actualSentences } from './actual-sentences';
import { explainUsage } from './explain';

/** Resources that are shown; the rest is counted. */
const MAX_SHOWN = 15;

export interface RenderActualOptions {
  /** Show every resource. @default the 15 with the largest differences */
  readonly all?: boolean;
}

/** The comparison for a terminal: the largest differences first, then the services, then what to know. */
export function renderActual(actual: Actual, options: RenderActualOptions = {}): string {
  const { shown, rest } = shownOf(actual, options);
  return [
    ...(actual.hasTags
      ? [
          [
            row(`RESOURCES, USD of ${actual.month}`, 'BILLED', 'ESTIMATED', 'DIFFERENCE'),
            ...shown.flatMap((resource) => [
              row(resource.constructPath, ...resourceCells(resource)),
              ...explanationsOf(resource).map((text) => wrap(text, 4)),
            ]),
            ...rest.map((text) => wrap(text, 2)),
            row('total', usd(actual.inStacksUsd), usd(actual.estimatedUsd.expected), totalDifference(actual)),
          ].join('\n'),
        ]
      : []),
    [
      row(`SERVICES, USD of ${actual.month}`, 'THESE STACKS', 'ELSEWHERE', 'ESTIMATED'),
      ...actual.services.map((service) => row(service.service, ...serviceCells(service))),
    ].join('\n'),
    actualSentences(actual)
      .map((sentence) => wrap(sentence, 0))
      .join('\n'),
  ].join('\n\n');
}

/** The same for a wiki or an issue. */
export function renderActualMarkdown(actual: Actual, options: RenderActualOptions = {}): string {
  const { shown, rest } = shownOf(actual, options);
  const resources = markdownTable(
    ['Resource', `Billed, USD of ${actual.month}`, 'Estimated', 'Difference', 'Why'],
    shown.map((resource) => [resource.constructPath, ...resourceCells(resource), explanationsOf(resource).join(' ')]),
  );
  return [
    ...(actual.hasTags ? [resources, ...rest.map((text) => markdownText(text))] : []),
    markdownTable(
      ['Service', 'These stacks', 'Elsewhere', 'Estimated'],
      actual.services.map((service) => [service.service, ...serviceCells(service)]),
      { rightFrom: 1 },
    ),
    actualSentences(actual)
      .map((sentence) => `- ${markdownText(sentence)}`)
      .join('\n'),
  ].join('\n\n');
}

/** The same as data: every resource and usage type; what is not known is null. */
export function renderActualJson(actual: Actual): string {
  return decimalJson({
    ...actual,
    currency: 'USD',
    resources: actual.resources.map(resourceData),
    notBilled: actual.notBilled.map(resourceData),
    services: actual.services.map((service) => ({ ...service, estimatedUsd: service.estimatedUsd ?? null })),
    remarks: actualSentences(actual),
  });
}

function resourceData(resource: ActualResource): Record<string, unknown> {
  return {
    ...resource,
    logicalId: resource.logicalId ?? null,
    billedUsd: resource.billedUsd ?? null,
    estimatedUsd: resource.estimatedUsd ?? null,
    withinRange: resource.withinRange ?? null,
    usages: resource.usages.map((usage) => ({
      usageType: usage.usageType,
      components: usage.lines.map(({ component }) => component),
      billed: usage.billed ?? null,
      estimatedUsd: usage.estimatedUsd ?? null,
      differenceUsd: differenceOf(usage),
      explanation: explainUsage(usage) ?? null,
    })),
  };
}

function shownOf({ resources }: Actual, { all = false }: RenderActualOptions) {
  const different = resources.filter(({ differenceUsd }) => differenceUsd.abs().gte('0.005'));
  const shown = all ? resources : different.slice(0, MAX_SHOWN);
  const left = different.length - Math.min(different.length, shown.length);
  const same = resources.length - different.length;
  const parts = [
    ...(left > 0 ? [`${count(left, 'resource')} with smaller differences`] : []),
    ...(same > 0 ? [`${count(same, 'resource')} as estimated`] : []),
  ];
  return { shown, rest: all || parts.length === 0 ? [] : [`and ${parts.join(', ')} (--all shows them)`] };
}

/** Why a resource costs something else than estimated, as sentences; the first says what it is. */
export function explanationsOf({ resourceType, logicalId, usages }: ActualResource): string[] {
  return [placeOf(resourceType, logicalId), ...usages.flatMap((usage) => explainUsage(usage) ?? [])];
}

/** What is known of a resource besides its path. */
function placeOf(resourceType: string, logicalId: string | undefined): string {
  if (resourceType !== '') return `${resourceType}.`;
  return logicalId === undefined
    ? 'Tagged with the stack only: what services create for it.'
    : 'Not in the templates: deployed by an older or newer revision.';
}

function row(name: string, ...cells: readonly string[]): string {
  return amountsRow(name, cells, { name: 41, amount: 13 });
}

function resourceCells({ billedUsd, estimatedUsd, differenceUsd }: ActualResource): [string, string, string] {
  return [
    billedUsd === undefined ? 'not billed' : usd(billedUsd),
    estimatedUsd === undefined ? 'not known' : usd(estimatedUsd.expected),
    signedUsd(differenceUsd),
  ];
}

function serviceCells({ inStacksUsd, elsewhereUsd, estimatedUsd }: ActualService): [string, string, string] {
  const amount = (value: Exact) => (value.isZero() ? '' : usd(value));
  return [amount(inStacksUsd), amount(elsewhereUsd), estimatedUsd === undefined ? '' : usd(estimatedUsd.expected)];
}

function totalDifference({ inStacksUsd, estimatedUsd }: Actual): string {
  return signedUsd(inStacksUsd.minus(estimatedUsd.expected));
}
