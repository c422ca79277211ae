// Apart from the options: the commands read these lists, and would load Commander with the options.

/** Ways to show an answer. */
export const FORMATS = ['table', 'json', 'markdown', 'html', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/** Ways to show a comparison that is for people. */
export const REPORT_FORMATS = ['table', 'json', 'markdown', 'html'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];
/** Ways to show a list. */
export const LIST_FORMATS = ['table', 'json'] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];
