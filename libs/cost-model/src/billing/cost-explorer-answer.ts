/** An answer of Cost Explorer's API as a table, a row for each group and period. */
export interface CostExplorerTable {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The answer is one page, and this is not its last. */
  readonly hasMore: boolean;
  /** Months whose costs AWS still estimates: YYYY-MM. */
  readonly estimatedMonths: readonly string[];
}

/** Why a JSON file is no such answer, and what to do. */
export interface NoCostExplorerAnswer {
  readonly reason: string;
}

/** The command whose answer can be read. */
export const COST_EXPLORER_COMMAND =
  'aws ce get-cost-and-usage --granularity MONTHLY --metrics UnblendedCost --group-by Type=DIMENSION,Key=SERVICE --time-period Start=2026-08-01,End=2026-11-01';

export const PERIOD_COLUMN = 'TimePeriod.Start';
export const COST_COLUMN = 'UnblendedCost.Amount';
export const CURRENCY_COLUMN = 'UnblendedCost.Unit';

/**
 * Reads what `aws ce get-cost-and-usage` prints. Costs may be grouped by one or two things: services, accounts, usage types,
 * kinds of charges (RECORD_TYPE), tags.
 * https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostAndUsage.html
 *
 * @param answer the parsed JSON
 */
export function costExplorerTable(answer: unknown): CostExplorerTable | NoCostExplorerAnswer {
  if (!isMap(answer) || !Array.isArray(answer['ResultsByTime']))
    return { reason: `is JSON, but not an answer of Cost Explorer. Save the output of: ${COST_EXPLORER_COMMAND}` };
  const groups = listOf(answer['GroupDefinitions']).map(({ Key }) => text(Key));
  if (groups.length === 0)
    return { reason: `has costs without groups. Group them by service: --group-by Type=DIMENSION,Key=SERVICE` };
  const periods = listOf(answer['ResultsByTime']);
  const rows = periods.flatMap((period) => {
    const start = text(mapOf(period['TimePeriod'])['Start']);
    return listOf(period['Groups']).map(({ Keys, Metrics }) => {
      const cost = mapOf(mapOf(Metrics)['UnblendedCost']);
      const keys = groups.map((_, index) => text(Array.isArray(Keys) ? Keys[index] : undefined));
      return [start, ...keys, text(cost['Amount']), text(cost['Unit'])];
    });
  });
  const metrics = metricsOf(periods);
  if (rows.length > 0 && !metrics.has('UnblendedCost'))
    return {
      reason: `has ${[...metrics].sort().join(', ') || 'no costs'}, but not the invoiced amounts. Ask for them: --metrics UnblendedCost`,
    };
  return {
    names: [PERIOD_COLUMN, ...groups, COST_COLUMN, CURRENCY_COLUMN],
    rows,
    hasMore: text(answer['NextPageToken']) !== '',
    estimatedMonths: [
      ...new Set(
        periods
          .filter(({ Estimated }) => Estimated === true)
          .map(({ TimePeriod }) => text(mapOf(TimePeriod)['Start']).slice(0, 7)),
      ),
    ],
  };
}

function metricsOf(periods: readonly Readonly<Record<string, unknown>>[]): Set<string> {
  return new Set(periods.flatMap(({ Groups }) => listOf(Groups).flatMap(({ Metrics }) => Object.keys(mapOf(Metrics)))));
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return isMap(value) ? value : {};
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(mapOf) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
