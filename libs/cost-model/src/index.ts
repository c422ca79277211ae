export type * from './estimate-types';
export type { Problem } from './problem';
export type { EstimateOptions } from './estimate-options';
export type { PriceEntry, PriceKey, PriceOfKey, PriceSnapshot } from './prices/snapshot';
export type { StackTemplate, TemplateBody } from './template/template';
export type { UsageAmount, UsageFile, UsageOfResource, UsageValue } from './usage/usage-file';
export { exact, addBands, combineBands, flat, mapBand, scaleBand, sumBands } from './exact';
export { HOURS_A_MONTH } from './hours';
