// An old bill, and its comparison with an estimate.
export { BillReader, type BillResult } from '../billing/bill-reader';
export { mergeBills } from '../billing/merge-bills';
export type { Bill, BilledService, BrokenRow } from '../billing/bill';
export { foreignTo, isGzip, isParquet, utf8Decoder } from '../csv/text-of-bytes';
export { compare, type Comparison } from '../tco/comparison';
export { renderComparison, renderComparisonJson, renderComparisonMarkdown } from '../tco/render-comparison';
