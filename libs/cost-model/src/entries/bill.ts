// An old bill, and its comparison with an estimate.
export { actualOf, hoursOf, type Actual, type ActualResource } from '../actual/actual';
export { renderActual, renderActualJson, renderActualMarkdown } from '../actual/render-actual';
export { athenaQuery, type TableFormat } from '../billing/athena-query';
export { BillBytes } from '../billing/bill-bytes';
export { BillReader, type BillColumns, type BillResult } from '../billing/bill-reader';
export { costExplorerTable } from '../billing/cost-explorer-answer';
export { ResourceLedger } from '../billing/resource-ledger';
export { mergeBills } from '../billing/merge-bills';
export type { Bill, BilledService, BrokenRow } from '../billing/bill';
export { foreignTo, isGzip, isJson, isParquet, utf8Decoder } from '../csv/text-of-bytes';
export { learnedYaml } from '../usage/learned-yaml';
export { learnUsage, type UsageLesson } from '../usage/learn-usage';
export { actualPage } from '../pages/actual-page';
export { comparisonPage } from '../pages/comparison-page';
export { compare, type Comparison } from '../tco/comparison';
export { renderComparison, renderComparisonJson, renderComparisonMarkdown } from '../tco/render-comparison';
