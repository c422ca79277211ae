import { archived, asffId, toAsff } from '@careplane/findings';
import type { Decided, ScannedArtifact } from '@careplane/findings';
import { HubCaller, IMPORT_RATE, LIST_RATE, HubRefused } from './caller';
import type { Clock } from './clock';
import { onlyNewHub } from './failure';
import type { Importable, Refusal, SecurityHub } from './hub';
import { Importer } from './importer';
import { openJournal } from './journal';
import type { Journal, JournalStore } from './journal';
import { reimportable } from './reimport';
import { storedOf } from './stored';
import type { Stored } from './stored';

/** What is to be published. */
export interface Publication {
  readonly subject: ScannedArtifact;
  /** All findings of the scan. */
  readonly findings: readonly Decided[];
  /** What the scan did not examine; what is missing from its findings may still be there. @default - nothing */
  readonly gaps?: readonly string[];
  /** Digest of the scan: a publication of the same scan that was broken off goes on. */
  readonly digest: string;
}

/** What publishing works with; tests bring their own. */
export interface PublishDependencies {
  readonly hub: SecurityHub;
  readonly journal: JournalStore;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface Published {
  /** Findings that Security Hub has now, those of an earlier, broken-off run included. */
  readonly published: number;
  /** Findings that are gone since the last scan. */
  readonly archived: number;
  readonly total: number;
  /**
   * Critical findings that no exception covers, and that were not active in Security Hub before, or only as excepted: rule and
   * id. Findings of unknown
   * severity count as critical.
   */
  readonly newCritical: readonly { readonly rule: string; readonly id: string }[];
  /** An earlier run had begun. */
  readonly resumed: boolean;
  /** What was not taken, one by one. */
  readonly refused: readonly Refusal[];
  /** Why it was broken off, as a sentence that ends with what to do. */
  readonly failure?: string;
  /** Nothing was sent, because findings of a later scan of this stream are there already: its time, ISO 8601. */
  readonly superseded?: string;
  /** Nothing was archived, because the scan did not see everything. */
  readonly archivesNothing: boolean;
}

/**
 * Bring Security Hub to what a scan found: import every finding, then archive what is gone. It may be killed at any time
 * and begun again: in the end every finding is there once. Findings keep the time of their first import, and all times
 * of update grow. Archived is only what is of the same stream, active, not among the findings, and only after a complete
 * scan that examined everything. Never throws for what the network or the service does.
 */
export async function publish(publication: Publication, surroundings: PublishDependencies): Promise<Published> {
  const { subject, findings, gaps = [] } = publication;
  const { hub, clock, random } = surroundings;
  const { stream, scan } = subject;
  const archivesNothing = !scan.complete || gaps.length > 0;
  const ids = new Set(findings.map((found) => asffId(found, stream)));
  const nothing = {
    published: 0,
    archived: 0,
    total: ids.size,
    newCritical: [],
    resumed: false,
    refused: [],
    archivesNothing,
  };

  let stored: Stored;
  try {
    stored = await storedOf(hub, stream, ids, new HubCaller(LIST_RATE, stream.region, clock, random));
  } catch (error) {
    if (!(error instanceof HubRefused)) throw error;
    const newOnly = error.notEnabled && (await hub.hasNewHub?.()) === true;
    return { ...nothing, failure: newOnly ? onlyNewHub(stream.region) : error.message };
  }
  if (stored.observedAtMs > Date.parse(scan.scannedAt)) {
    return { ...nothing, superseded: new Date(stored.observedAtMs).toISOString() };
  }

  const journal = openJournal(surroundings.journal, publication.digest, {
    resumed: new Date(stored.updatedAtMs).toISOString(),
    begun: new Date(Math.max(clock.now(), stored.updatedAtMs + 1)).toISOString(),
  });
  const gone = archivesNothing ? [] : stored.gone;
  const total = ids.size + gone.length;
  let done = [...ids].filter((id) => journal.done.has(id)).length;
  const importer = new Importer(hub, new HubCaller(IMPORT_RATE, stream.region, clock, random), journal, (count) => {
    done += count;
    surroundings.onProgress?.({ done, total });
  });
  await importer.import(importable(publication, stored, journal));
  if (importer.failure === undefined) {
    await importer.import(gone.map((finding) => archived(reimportable(finding), journal.updatedAt)));
  }
  const { failure, refused } = importer;
  if (failure === undefined && refused.length === 0) journal.finish();
  return {
    published: [...ids].filter((id) => journal.done.has(id)).length,
    archived: gone.filter(({ Id }) => journal.done.has(Id)).length,
    total: ids.size,
    newCritical: newCriticalOf(publication, stored, journal),
    resumed: journal.resumed,
    refused,
    archivesNothing,
    ...(failure !== undefined && { failure }),
  };
}

/**
 * Findings that Security Hub does not have, or only as excepted: the day after an exception ends, its findings are news.
 * What was imported for the first time by a run that was broken off is still new: it carries the time of this publication.
 */
function newCriticalOf({ subject, findings }: Publication, stored: Stored, journal: Journal): Published['newCritical'] {
  return findings.flatMap((found) => {
    const { finding, decision } = found;
    const counts = finding.severity === 'critical' || finding.severity === 'unknown';
    if (!counts || decision.outcome === 'excepted' || decision.outcome === 'passed') return [];
    const id = asffId(found, subject.stream);
    const isKnown = stored.active.has(id) && !stored.excepted.has(id) && stored.createdAt.get(id) !== journal.updatedAt;
    return isKnown ? [] : [{ rule: finding.rule, id }];
  });
}

function* importable({ subject, findings }: Publication, stored: Stored, journal: Journal): Generator<Importable> {
  const { updatedAt } = journal;
  for (const found of findings) {
    const id = asffId(found, subject.stream);
    if (journal.done.has(id)) continue;
    const createdAt = stored.createdAt.get(id) ?? updatedAt;
    yield toAsff(found, subject, { createdAt, updatedAt }, found.decision);
  }
}
