/** What reads bills in Parquet: DuckDB, or JavaScript alone. The figures are the same. */
export const ENGINES = ['duckdb', 'javascript'] as const;

export type Engine = (typeof ENGINES)[number];
