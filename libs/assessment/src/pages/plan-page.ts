import { exact, usd } from '@careplane/cost-model/estimate';
import { commands, figures, pageHtml, paragraph, tableOf } from '@careplane/pages';
import type { Block, Chapter, Diagram, Figure, PageFact, Picture, Row } from '@careplane/pages';
import { costBasis } from '../monthly-cost';
import type { Plan } from '../plan';
import { attentionBlocks } from './attention';
import { answerBlock } from './check-page';
import { findingChapters, judgeTable, verdictFigures } from './verdicts';

/** What the page of a plan shows. */
export interface PlanPageParts {
  /** Where the page comes from. */
  readonly facts: readonly PageFact[];
  /** The network of an environment, laid out. @default no picture, because a part of a platform has no network */
  readonly network?: { readonly diagram: Diagram; readonly picture: Picture };
  /** What is in the account and in no file, as lines. @default the account was not asked */
  readonly leftovers?: readonly string[];
}

/** What would be deployed, as a page to read, print and sign. */
export function planPage(plan: Plan, { facts, network, leftovers }: PlanPageParts): string {
  const attention = attentionBlocks(plan);
  const chapters: Chapter[] = [
    { id: 'summary', title: 'Summary', blocks: summary(plan) },
    ...(network === undefined
      ? []
      : [{ id: 'network', title: 'Network', blocks: [{ kind: 'diagram', diagram: network.diagram }] } as const]),
    ...(attention.length === 0 ? [] : [{ id: 'attention', title: 'To read before you sign', blocks: attention }]),
    { id: 'stacks', title: 'Units and stacks', blocks: [stackTable(plan)] },
    { id: 'pipelines', title: 'Pipelines and jobs', blocks: pipelineTables(plan) },
    { id: 'judges', title: 'Judges', blocks: [judgeTable(plan.verdicts)] },
    ...findingChapters(plan.verdicts),
    ...(leftovers === undefined
      ? []
      : [{ id: 'leftovers', title: 'In the account, and in no file', blocks: [commands(...leftovers)] }]),
  ];
  const pictures = new Map(network === undefined ? [] : [[network.diagram, network.picture]]);
  return pageHtml({ title: `Plan of ${plan.platform}`, facts, chapters, pictures, toSign: true });
}

function summary(plan: Plan): Block[] {
  const stacks = plan.units.flatMap((unit) => unit.stacks);
  const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
  return [
    answerBlock(plan.verdicts),
    figures(
      ...costFigures(plan),
      { value: String(plan.units.length), label: 'units' },
      { value: String(stacks.length), label: 'stacks' },
      { value: String(resources), label: 'resources' },
      ...verdictFigures(plan.verdicts),
    ),
    paragraph(costSentence(plan)),
    tableOf(
      'Environments',
      ['environment', 'branch', 'domain', 'tier', 'approval', 'account and region'],
      plan.environments.map(({ name, branch, domain, production, approval, account, region }): Row => [
        name,
        branch,
        domain,
        production ? 'production' : 'nonproduction',
        approvalOf(approval),
        `${account} ${region}`,
      ]),
    ),
  ];
}

function costFigures({ cost }: Plan): Figure[] {
  if ('notPriced' in cost) return [{ value: 'not known', label: 'USD a month' }];
  const [low, expected, high] = [cost.lowUsd, cost.expectedUsd, cost.highUsd].map((amount) => usd(exact(amount)));
  return [
    { value: expected ?? '', label: 'USD a month expected' },
    { value: `${low} to ${high}`, label: 'USD a month, fixed to high' },
  ];
}

function costSentence({ cost }: Plan): string {
  if ('notPriced' in cost) return `The cost is not known: ${cost.notPriced}.`;
  return costBasis(cost);
}

function stackTable({ units }: Plan): Block {
  return tableOf(
    'Stacks by unit',
    ['stack', 'unit', 'account', 'region', { name: 'resources', kind: 'amount' }],
    units.flatMap(({ name: unit, stacks }) =>
      stacks.map(({ name, account, region, resources }): Row => [name, unit, account, region, String(resources)]),
    ),
  );
}

function pipelineTables({ pipelines, jobs = [] }: Plan): Block[] {
  return [
    tableOf(
      'Pipelines',
      ['pipeline', 'source', 'branch', 'approval'],
      pipelines.map(({ name, source, branch, approval }): Row => [name, source, branch, approvalOf(approval)]),
      'none.',
    ),
    ...(jobs.length === 0
      ? []
      : [
          tableOf(
            'Scheduled jobs',
            ['job', 'environment', 'runs', 'time zone', 'missed-run alarm'],
            jobs.map(({ service, environment, times, timeZone = '', enabled, watchedHours }): Row => [
              service,
              environment,
              enabled ? times : 'switched off',
              enabled ? timeZone : '',
              watchedHours === undefined ? 'none' : `after ${watchedHours} h`,
            ]),
          ),
        ]),
  ];
}

function approvalOf(asked: boolean): string {
  return asked ? 'by a person' : 'none';
}
