import type { Importable, Refusal } from './hub';

/**
 * What one call of `BatchImportFindings` may hold. The service counts 6 MB a call and 240 KB a finding.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/partnerguide/guidelines-batchimportfindings.html
 */
export const BATCH_LIMITS = { findings: 100, bytes: 6_000_000, findingBytes: 240_000 } as const;

/** `{"Findings":[]}` around them, less the comma that the last one has not. */
const ENVELOPE_BYTES = 14;

/**
 * Cut findings into calls, in their order, by count and by bytes of their JSON. Each call is made when it is asked for.
 *
 * @param refuse called with findings that are too large even for a batch of one
 */
export function* batchesOf<F extends Importable>(
  findings: Iterable<F>,
  refuse: (refusal: Refusal) => void,
  limits: { readonly [limit in keyof typeof BATCH_LIMITS]: number } = BATCH_LIMITS,
): Generator<readonly F[]> {
  let batch: F[] = [];
  let bytes = ENVELOPE_BYTES;
  for (const finding of findings) {
    const size = Buffer.byteLength(JSON.stringify(finding));
    if (size > limits.findingBytes) {
      refuse({ id: finding.Id, code: 'TooLarge', message: `${size} bytes, of at most ${limits.findingBytes}` });
      continue;
    }
    // One more for the comma.
    if (batch.length === limits.findings || (batch.length > 0 && bytes + size + 1 > limits.bytes)) {
      yield batch;
      batch = [];
      bytes = ENVELOPE_BYTES;
    }
    batch.push(finding);
    bytes += size + 1;
  }
  if (batch.length > 0) yield batch;
}
