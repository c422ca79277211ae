const HOUR_MS = 3_600_000;
/** Clocks differ, but not by a day. */
const AHEAD_MS = 24 * HOUR_MS;

/** Why the database will not do, as a sentence that ends with what to do; undefined when it will. */
export function databaseProblem(updatedAt: string | undefined, maximumAgeHours: number, now: Date): string | undefined {
  const renew =
    'Let Trivy fetch a new one (trivy image --download-db-only, with the same --cache-dir), then scan again';
  if (updatedAt === undefined) return `Trivy does not report the age of its vulnerability database. ${renew}.`;
  const ageMs = now.getTime() - Date.parse(updatedAt);
  if (Number.isNaN(ageMs) || ageMs < -AHEAD_MS) {
    return `Trivy's vulnerability database is dated ${updatedAt}, which is in the future. ${renew}.`;
  }
  if (ageMs <= maximumAgeHours * HOUR_MS) return undefined;
  const hours = Math.floor(ageMs / HOUR_MS);
  return `Trivy's vulnerability database is dated ${updatedAt} and ${hours} hours old; at most ${maximumAgeHours} hours are allowed. ${renew}, or allow more with --max-database-age.`;
}
