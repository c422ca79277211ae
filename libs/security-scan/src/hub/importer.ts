import { batchesOf } from './batches';
import { HubRefused } from './caller';
import type { HubCaller } from './caller';
import { isTransientRefusal } from './failure';
import type { Importable, Refusal, SecurityHub } from './hub';
import type { Journal } from './journal';
import { RETRY } from './retry';

/** Calls under way at once: enough for the full rate when the service takes a second and a half to answer. */
const MAXIMUM_CALLS = 16;

/** Imports findings in batches, several at a time, and keeps the journal. */
export class Importer {
  /** Every single one that was not taken. */
  readonly refused: Refusal[] = [];
  /** Why there was no point in going on. */
  failure: string | undefined;

  constructor(
    private readonly hub: SecurityHub,
    private readonly caller: HubCaller,
    private readonly journal: Journal,
    private readonly onTaken: (count: number) => void,
  ) {}

  /** Import what the journal does not have yet. Resolves when all is taken or refused, or when it failed. */
  async import(findings: Iterable<Importable>): Promise<void> {
    const batches = batchesOf(this.due(findings), (refusal) => this.refused.push(refusal));
    const worker = async () => {
      for (const batch of batches) {
        if (this.failure !== undefined) return;
        await this.send(batch);
      }
    };
    await Promise.all(Array.from({ length: MAXIMUM_CALLS }, worker));
  }

  private *due(findings: Iterable<Importable>): Generator<Importable> {
    for (const finding of findings) if (!this.journal.done.has(finding.Id)) yield finding;
  }

  private async send(batch: readonly Importable[]): Promise<void> {
    try {
      let left = batch;
      for (let failed = 1; left.length > 0; failed += 1) {
        const sent = left;
        const { taken, refused } = await this.caller.call(() => this.hub.import(sent));
        left = this.account(sent, taken, refused, failed === RETRY.attempts);
        if (left.length > 0) await this.caller.pause(failed);
      }
    } catch (error) {
      if (!(error instanceof HubRefused)) throw error;
      this.failure ??= error.message;
    }
  }

  /** Note what became of each finding. Gives those to send once more. */
  private account(
    sent: readonly Importable[],
    taken: number,
    refusals: readonly Refusal[],
    last: boolean,
  ): readonly Importable[] {
    const refused = new Map(refusals.map((refusal) => [refusal.id, refusal]));
    const others = sent.filter(({ Id }) => !refused.has(Id));
    // The service returns how many it took, and which it refused. When the sums differ, the missing ones are unknown.
    // To send a finding twice does no harm, to lose one does.
    const certain = taken >= others.length;
    if (certain && others.length > 0) {
      this.journal.add(others.map(({ Id }) => Id));
      this.onTaken(others.length);
    }
    const left: Importable[] = [];
    for (const finding of sent) {
      const refusal = refused.get(finding.Id) ?? (certain ? undefined : unaccounted(finding.Id));
      if (refusal === undefined) continue;
      if (isTransientRefusal(refusal.code) && !last) left.push(finding);
      else this.refused.push(refusal);
    }
    return left;
  }
}

function unaccounted(id: string): Refusal {
  return {
    id,
    code: 'InternalUnaccounted',
    message: 'Security Hub CSPM reported neither success nor failure for this finding',
  };
}
