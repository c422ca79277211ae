import { BATCH_LIMITS } from '../hub/batches';
import type { Clock } from '../hub/clock';
import type { Importable, Refusal, SecurityHub, StoredFinding } from '../hub/hub';
import type { Rate } from '../hub/token-bucket';

/** How often things go wrong, from 0 to 1, and who decides. */
export interface Faults {
  readonly random: () => number;
  readonly throttled?: number;
  /** The connection breaks: half of the time after the service has done its work. */
  readonly dropped?: number;
  /** Single findings are refused for now. */
  readonly refusedForNow?: number;
  /** Called before each effect; a promise that never resolves is a kill. */
  readonly effect?: () => Promise<void> | void;
}

export interface MemoryHubOptions {
  readonly clock: Clock;
  readonly faults?: Faults | undefined;
  /** How long a call is on its way before the service counts it. @default 0 */
  readonly travelMs?: () => number;
  /** How long the service takes to answer. @default 0 */
  readonly latencyMs?: () => number;
  /** What the service allows. @default no limit */
  readonly rate?: Rate;
  /** Also refuse calls of too many bytes, which takes its time. @default false */
  readonly weighed?: boolean;
}

/** Security Hub in memory, as strict as the real one: its limits, its rate, and its way with times of update. */
export class MemoryHub implements SecurityHub {
  readonly stored = new Map<string, StoredFinding>();
  readonly calls: { readonly atMs: number; readonly findings: number }[] = [];
  /** Calls refused because they came too fast. */
  throttledByRate = 0;
  private tokens: number;
  private filledAt: number;

  constructor(private readonly options: MemoryHubOptions) {
    this.tokens = options.rate?.burst ?? Infinity;
    this.filledAt = options.clock.now();
  }

  async import(findings: readonly Importable[]): ReturnType<SecurityHub['import']> {
    await this.begin(findings.length);
    if (findings.length > BATCH_LIMITS.findings) throw fault('InvalidInputException', 400);
    if (this.options.weighed && Buffer.byteLength(JSON.stringify({ Findings: findings })) > BATCH_LIMITS.bytes)
      throw fault('InvalidInputException', 400);
    const breaks = this.chance('dropped');
    if (breaks && this.chance()) throw fault('ECONNRESET');
    const refused: Refusal[] = [];
    for (const finding of findings) {
      if (this.chance('refusedForNow')) refused.push({ id: finding.Id, code: 'InternalError', message: 'try again' });
      else this.store(finding as StoredFinding);
    }
    await this.options.faults?.effect?.();
    if (breaks) throw fault('ECONNRESET');
    return { taken: findings.length - refused.length, refused };
  }

  async list(idPrefix: string, page = '0'): ReturnType<SecurityHub['list']> {
    await this.begin(0);
    if (this.chance('dropped')) throw fault('ECONNRESET');
    const all = [...this.stored.values()].filter(({ Id }) => Id.startsWith(idPrefix));
    const start = Number(page);
    const end = start + 100;
    return { findings: all.slice(start, end), next: end < all.length ? String(end) : undefined };
  }

  /** What a person would see on the page of active findings. */
  get active(): StoredFinding[] {
    return [...this.stored.values()].filter(({ RecordState }) => RecordState !== 'ARCHIVED');
  }

  private store(finding: StoredFinding): void {
    const before = this.stored.get(finding.Id);
    // The service takes such an update, and silently does nothing.
    if (before !== undefined && finding.UpdatedAt <= before.UpdatedAt) return;
    this.stored.set(finding.Id, { ...before, ...finding, Workflow: before?.['Workflow'] ?? { Status: 'NEW' } });
  }

  private async begin(findings: number): Promise<void> {
    const { clock, faults, travelMs, latencyMs, rate } = this.options;
    await faults?.effect?.();
    if (travelMs) await clock.sleep(travelMs());
    this.calls.push({ atMs: clock.now(), findings });
    if (rate !== undefined && findings > 0) {
      this.tokens = Math.min(rate.burst, this.tokens + ((clock.now() - this.filledAt) * rate.perSecond) / 1000);
      this.filledAt = clock.now();
      if (this.tokens < 1) {
        this.throttledByRate += 1;
        throw fault('ThrottlingException', 429);
      }
      this.tokens -= 1;
    }
    if (latencyMs) await clock.sleep(latencyMs());
    if (this.chance('throttled')) throw fault('ThrottlingException', 429);
  }

  private chance(of?: 'throttled' | 'dropped' | 'refusedForNow'): boolean {
    const { faults } = this.options;
    return faults !== undefined && faults.random() < (of === undefined ? 0.5 : (faults[of] ?? 0));
  }
}

/** An error like those of the SDK. */
export function fault(name: string, status?: number, message = ''): Error {
  return Object.assign(new Error(message), {
    name,
    code: name,
    $metadata: status === undefined ? {} : { httpStatusCode: status },
  });
}
