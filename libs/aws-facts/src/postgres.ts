/** Databases that PostgreSQL and RDS make for themselves. */
const SYSTEM_DATABASES = ['postgres', 'rdsadmin', 'template0', 'template1'];

/** Reserved words of PostgreSQL, of all versions from 15 to 18. https://www.postgresql.org/docs/current/sql-keywords-appendix.html */
const RESERVED_WORDS = `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation
column concurrently constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp
current_user default deferrable desc distinct do else end except false fetch for foreign freeze from full grant group having ilike in
initially inner intersect into is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset
on only or order outer overlaps placing primary references returning right select session_user similar some symmetric system_user table
tablesample then to trailing true union unique user using variadic verbose when where window with`;

export const POSTGRES_RESERVED_NAMES: readonly string[] = [...SYSTEM_DATABASES, ...RESERVED_WORDS.split(/\s+/)];

/**
 * Roles that PostgreSQL or RDS have themselves, or refuse to create.
 *
 * @see https://www.postgresql.org/docs/current/sql-createrole.html
 */
export const POSTGRES_RESERVED_USERS: readonly string[] = ['none', 'postgres', 'public', 'rdsadmin', 'rdsrepladmin'];
