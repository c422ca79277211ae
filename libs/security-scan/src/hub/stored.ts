import { partitionOf } from '@careplane/aws-facts';
import { asffIdPrefix } from '@careplane/findings';
import type { Stream } from '@careplane/findings';
import type { HubCaller } from './caller';
import type { SecurityHub, StoredFinding } from './hub';

/** What Security Hub holds of a stream. */
export interface Stored {
  /** By id: when each was first imported, ISO 8601. */
  readonly createdAt: ReadonlyMap<string, string>;
  /** Ids of what is active. */
  readonly active: ReadonlySet<string>;
  /** Ids of what is active and was covered by an exception at the last scan. */
  readonly excepted: ReadonlySet<string>;
  /** Active and not among what is reported now. */
  readonly gone: readonly StoredFinding[];
  /** Latest of all times of update; 0 where nothing is stored. */
  readonly updatedAtMs: number;
  /** Latest scan that one of the findings was seen in; 0 where nothing is stored. */
  readonly observedAtMs: number;
}

/**
 * List the findings of a stream, page by page.
 *
 * @param reported ids of what is reported now
 * @throws `HubRefused` when the service will not answer
 */
export async function storedOf(
  hub: SecurityHub,
  stream: Stream,
  reported: ReadonlySet<string>,
  caller: HubCaller,
): Promise<Stored> {
  const prefix = asffIdPrefix(stream);
  const createdAt = new Map<string, string>();
  const active = new Set<string>();
  const excepted = new Set<string>();
  const gone = new Map<string, StoredFinding>();
  let [updatedAtMs, observedAtMs] = [0, 0];
  let page: string | undefined;
  do {
    const at = page;
    const { findings, next } = await caller.call(() => hub.list(prefix, at));
    for (const finding of findings) {
      // The service was asked for these only. But a hub that gathers other regions' findings has theirs too, and what
      // is archived must never depend on a filter alone.
      if (!belongsTo(stream, prefix, finding)) continue;
      createdAt.set(finding.Id, finding.CreatedAt);
      updatedAtMs = Math.max(updatedAtMs, Date.parse(finding.UpdatedAt) || 0);
      observedAtMs = Math.max(observedAtMs, Date.parse(finding.LastObservedAt ?? '') || 0);
      if (finding.RecordState === 'ARCHIVED') continue;
      active.add(finding.Id);
      if (isExcepted(finding)) excepted.add(finding.Id);
      if (!reported.has(finding.Id)) gone.set(finding.Id, finding);
    }
    page = next;
  } while (page !== undefined);
  return { createdAt, active, excepted, gone: [...gone.values()], updatedAtMs, observedAtMs };
}

function isExcepted({ ProductFields: fields }: StoredFinding): boolean {
  return (
    typeof fields === 'object' &&
    fields !== null &&
    (fields as Record<string, unknown>)['careplane/decision'] === 'excepted'
  );
}

function belongsTo({ account, region }: Stream, prefix: string, { Id, ProductArn }: StoredFinding): boolean {
  return (
    Id.startsWith(prefix) &&
    ProductArn === `arn:${partitionOf(region)}:securityhub:${region}:${account}:product/${account}/default`
  );
}
