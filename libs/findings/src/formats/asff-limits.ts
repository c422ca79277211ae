/**
 * What Security Hub accepts, in code points: it counts characters, and half of an emoji is none.
 *
 * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
 * @see https://docs.aws.amazon.com/securityhub/latest/partnerguide/guidelines-batchimportfindings.html
 */
export const ASFF_LIMITS = {
  id: 512,
  generatorId: 512,
  title: 256,
  description: 1024,
  recommendationText: 512,
  severityOriginal: 64,
  resourceId: 512,
  /** The page on `Other` says less than 128 and less than 1024. https://docs.aws.amazon.com/securityhub/latest/userguide/asff-resourcedetails-other.html */
  otherKey: 127,
  otherValue: 1023,
  productFieldKey: 128,
  productFieldValue: 2048,
  vulnerabilityId: 128,
  vendorName: 32,
  /** No limit is stated for these; they keep a finding far from the one for its size. */
  packageField: 512,
  cvssField: 128,
  url: 1024,
  referenceUrls: 40,
  relatedVulnerabilities: 20,
  cvss: 10,
  /** Of one finding as JSON. */
  findingBytes: 240_000,
} as const;

/** Most texts have none of these, and are looked at once. */
const SUSPICIOUS = /[\u0000-\u0009\u000b-\u001f\u007f\ud800-\udfff]/;

/**
 * Text that fits: at most so many code points, the last of which then is an ellipsis. Control characters become spaces
 * and halves of characters the replacement character, because neither survives the way to the console.
 */
export function clip(text: string, maxCodePoints: number): string {
  const clean = SUSPICIOUS.test(text)
    ? text.replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ').replace(/\p{Surrogate}/gu, '\ufffd')
    : text;
  // Never fewer UTF-16 units than code points: most texts need not be counted.
  if (clean.length <= maxCodePoints) return clean;
  let end = 0;
  let count = 0;
  for (const character of clean) {
    count += 1;
    if (count < maxCodePoints) end += character.length;
    if (count > maxCodePoints) return `${clean.slice(0, end)}…`;
  }
  return clean;
}

/** Text for a field that may be left out: undefined where there is none to read. */
export function optional(text: string | undefined, maxCodePoints: number): string | undefined {
  const clipped = clip(text ?? '', maxCodePoints);
  return clipped.trim() === '' ? undefined : clipped;
}

/** The fields of a record that have something to read in them, each within the limit. */
export function filled(
  fields: Readonly<Record<string, string | undefined>>,
  maxCodePoints: number,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [key, text] of Object.entries(fields)) {
    const clipped = text === undefined ? undefined : optional(text, maxCodePoints);
    if (clipped !== undefined) kept[key] = clipped;
  }
  return kept;
}

/** An address that Security Hub accepts as one. */
export function isWebPage(url: string | undefined): url is string {
  return url !== undefined && url.length <= ASFF_LIMITS.url && /^https?:\/\/[\x21-\x7e]+$/.test(url);
}

/** As it should be already, on a day that every month has. */
const PLAIN_DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** A time as Security Hub wants it; undefined for what is none, because one wrong date has the whole finding refused. */
export function timestamp(text: string | undefined): string | undefined {
  if (text !== undefined && PLAIN_DATE.test(text)) return text;
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
