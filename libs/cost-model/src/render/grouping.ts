import type { EstimateOptions } from '../estimate-options';
import type { Estimate, Line, Range } from '../estimate-types';
import { readAccount } from '../template/account';
import { mainRegion } from '../account/main-region';
import type { StackTemplate } from '../template/template';
import { tagsOf } from '../template/tags';
import { byService, byStack, grouped } from './groups';
import type { Group } from './groups';

/** What an estimate is added by. */
export type Grouping =
  | { readonly by: 'service' | 'stack' }
  /** Resources by the value of a tag, which they or their stacks have. */
  | { readonly by: 'tag'; readonly tag: string };

/** The tag that the stacks of a platform's environments have. */
const ENVIRONMENT_TAG = 'careplane:environment';

/** The sums of an estimate. */
export interface EstimateGroups {
  /** Names what the groups are: `service`, `stack`, `environment`, `tag Team`. */
  readonly groupedBy: string;
  /** Largest first. A group whose costs are all unknown has a range of zeros, and `known` is false. */
  readonly groups: readonly Group[];
}

/** The group of what has no such tag. */
function withoutTag(tag: string): string {
  return tag === ENVIRONMENT_TAG ? 'no environment' : `no tag ${tag}`;
}

/**
 * What is meant by `service`, `stack`, `environment` or `tag:NAME`; undefined for anything else. Tags are named as in the template:
 * case counts.
 */
export function groupingOf(text: string): Grouping | undefined {
  if (text === 'service' || text === 'stack') return { by: text };
  if (text === 'environment') return { by: 'tag', tag: ENVIRONMENT_TAG };
  const [, tag] = /^tag:(.+)$/.exec(text) ?? [];
  return tag === undefined ? undefined : { by: 'tag', tag };
}

/**
 * Adds the lines of an estimate.
 *
 * @param templates those that the estimate is of
 */
export function groupEstimate(
  estimate: Estimate,
  grouping: Grouping,
  templates: readonly StackTemplate[],
  options: ReadOptions = {},
): EstimateGroups {
  if (grouping.by !== 'tag') {
    const groups = grouping.by === 'service' ? byService(estimate) : byStack(estimate);
    return { groupedBy: grouping.by, groups: largestFirst(groups) };
  }
  const { tag } = grouping;
  const tagsOfLine = tagReader(templates, options);
  const groups = grouped(estimate.lines, (line) => tagsOfLine(line, tag) ?? withoutTag(tag));
  return { groupedBy: tag === ENVIRONMENT_TAG ? 'environment' : `tag ${tag}`, groups: largestFirst(groups) };
}

/** Names of all tags that resources or stacks have, sorted. */
export function tagNames(templates: readonly StackTemplate[], options: ReadOptions = {}): string[] {
  const tags = [...resourcesOf(templates, options).map(tagsOf), ...templates.map(({ tags = {} }) => tags)];
  return [...new Set(tags.flatMap((each) => Object.keys(each)))].sort();
}

/** Tags by which templates that are not a platform's name their environment. */
const USUAL_ENVIRONMENT_TAGS = ['Environment', 'environment', 'Env', 'env', 'Stage', 'stage'];

/** The environment of a line, by the tags of its resource or stack; undefined if they name none. */
export function environmentsOfLines(
  templates: readonly StackTemplate[],
  options: ReadOptions = {},
): (line: Line) => string | undefined {
  const tagOf = tagReader(templates, options);
  return (line) => {
    for (const tag of [ENVIRONMENT_TAG, ...USUAL_ENVIRONMENT_TAGS]) {
      const environment = tagOf(line, tag);
      if (environment !== undefined) return environment;
    }
    return undefined;
  };
}

type ReadOptions = Pick<EstimateOptions, 'region' | 'parameters'>;

function resourcesOf(templates: readonly StackTemplate[], { region, parameters = {} }: ReadOptions) {
  return readAccount(templates, { region: mainRegion(templates, region), parameters }).resources;
}

function tagReader(
  templates: readonly StackTemplate[],
  options: ReadOptions,
): (line: Line, tag: string) => string | undefined {
  const ofStacks = new Map(templates.map(({ stack, tags = {} }) => [stack, tags]));
  const ofResources = new Map(
    resourcesOf(templates, options).map((resource) => [`${resource.stack}\n${resource.logicalId}`, tagsOf(resource)]),
  );
  // CloudFormation gives a stack's tags to its resources, and to those of the stacks that it nests.
  return ({ stack, logicalId }, tag) =>
    ofResources.get(`${stack}\n${logicalId}`)?.[tag] ?? ofStacks.get(stack.split('/')[0] ?? '')?.[tag];
}

function largestFirst(groups: readonly Group[]): readonly Group[] {
  return [...groups].sort((a, b) => order(b.monthlyUsd, a.monthlyUsd) || (a.name < b.name ? -1 : 1));
}

function order(a: Range, b: Range): number {
  return a.expected.comparedTo(b.expected) || a.high.comparedTo(b.high);
}
