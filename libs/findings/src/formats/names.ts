/** Names of the formats of a whole report, in the order of the help. Without their code, so that a command line starts fast. */
export const FORMAT_NAMES = [
  'table',
  'json',
  'markdown',
  'sarif',
  'ocsf',
  'junit',
  'github',
  'gitlab',
  'comment',
  'html',
] as const;

export type Format = (typeof FORMAT_NAMES)[number];
