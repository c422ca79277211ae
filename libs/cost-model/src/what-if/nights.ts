import type { Range } from '../estimate-types';
import { mapRange, sumRanges } from '../exact';
import { environmentsOfLines } from '../render/grouping';
import { linesPricedBy, type CurrentLines, type SavedInLines } from './what-if-lines';

/** Hours of a week in which no one works: 13 hours on five days are left. */
export const NIGHTS_AND_WEEKENDS = { words: 'from 20:00 to 7:00 and at weekends', hours: 103, ofWeek: 168 } as const;

/** Hours of tasks, instances and databases: what costs nothing while it is stopped. Storage and addresses cost on. */
const STOPPABLE =
  /^(?:AmazonECS\/(?:SpotUsage-)?Fargate-|AmazonEC2\/(?:BoxUsage|DedicatedUsage):|AmazonRDS\/(?:InstanceUsage|Multi-AZUsage))/;

/** Production is what begins so; everything else that has the name of an environment may be stopped at night. */
const PRODUCTION = /^(?:prod|live|prd)/i;

/** What it saves to stop the environments before production while no one works; undefined if there are none. */
export function savedAtNight(current: CurrentLines): SavedInLines | undefined {
  const environmentOf = environmentsOfLines(current.templates, current.options);
  const lines = linesPricedBy(current, (key) => STOPPABLE.test(key)).flatMap((line) => {
    const environment = environmentOf(line);
    return environment === undefined || PRODUCTION.test(environment) ? [] : [{ environment, line }];
  });
  if (lines.length === 0) return undefined;
  const all: Range = sumRanges(lines.map(({ line }) => line.monthlyUsd));
  const { hours, ofWeek } = NIGHTS_AND_WEEKENDS;
  const names = [...new Set(lines.map(({ environment }) => environment))].sort();
  return {
    savedUsd: mapRange(all, (usd) => usd.times(hours).div(ofWeek).toDecimalPlaces(6)),
    basis: [names.join(', ')],
    linesWithoutPrice: 0,
  };
}
