import type { SSMClient } from '@aws-sdk/client-ssm';
import { inputsOf, digestOfPair, workOf } from '../assembly/opened-assemblies';
import type { Request } from '../assembly/opened-assemblies';
import { readParameters, writeRecord } from './ledger';
import type { Pair, Parameters } from './ledger';
import type { Sources } from './revision';
import type { StackResult } from '../rollout/rollout';
import { parametersMadeBy } from '../assembly/template';

export interface Author {
  readonly sources: Sources;
  /** ARN of who deploys. */
  readonly by: string;
  /** Why files may differ from the commit. */
  readonly reason: string | undefined;
}

/** Keeps account of what has been deployed in a run, and writes the ledger of a pair when its last stack is done. */
export class Bookkeeper {
  private readonly done = new Set<string>();
  private readonly published = new Set<string>();
  private readonly written: Pair[] = [];
  private latest: Parameters;
  private stale = false;

  constructor(
    private readonly request: Request,
    private readonly open: readonly Pair[],
    private readonly author: Author,
    private readonly ssm: SSMClient,
    private readonly initial: Parameters,
  ) {
    this.latest = initial;
  }

  /** Pairs that are in the ledger now. */
  get closed(): readonly Pair[] {
    return this.written;
  }

  /** What Parameter Store says now. It is asked again only after a stack that publishes something. */
  async values(): Promise<ReadonlyMap<string, string>> {
    await this.refresh();
    return this.latest.values;
  }

  /**
   * Take note of a stack.
   *
   * @returns the pairs that it was the last of
   */
  async close(result: StackResult): Promise<readonly Pair[]> {
    if (result.outcome !== 'deployed' && result.outcome !== 'unchanged') return [];
    this.done.add(result.stack.key);
    const names = [...parametersMadeBy(result.stack.template).keys()];
    if (result.outcome === 'deployed' && names.length > 0) {
      for (const name of names) this.published.add(name);
      this.stale = true;
    }
    const complete = this.open.filter(
      (pair) => !this.written.includes(pair) && workOf(this.request, pair).every(({ key }) => this.done.has(key)),
    );
    this.written.push(...complete);
    for (const pair of complete) await this.write(pair);
    return complete;
  }

  private async write(pair: Pair): Promise<void> {
    await this.refresh();
    // What somebody else published during this run may have come too late for these stacks: then the next run sees to it.
    const values = new Map(
      [...this.latest.values].filter(([name]) => this.published.has(name) || this.initial.values.has(name)),
    );
    for (const [name, value] of this.initial.values) if (!this.published.has(name)) values.set(name, value);
    const { sources, by, reason } = this.author;
    await writeRecord(this.ssm, this.request.model.name, pair, {
      version: 1,
      revision: sources.revision,
      dirty: sources.changed.length > 0,
      ...(sources.changed.length > 0 && reason !== undefined ? { dirtyReason: reason } : {}),
      account: this.request.model.account,
      digest: digestOfPair(this.request, pair),
      inputs: inputsOf(this.request, pair, { values, ledger: this.latest.ledger }),
      at: new Date().toISOString(),
      by,
    });
    this.stale = true;
  }

  private async refresh(): Promise<void> {
    if (!this.stale) return;
    this.stale = false;
    this.latest = await readParameters(this.ssm, this.request.model.name);
  }
}
