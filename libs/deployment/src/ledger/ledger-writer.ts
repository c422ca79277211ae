import type { SSMClient } from '@aws-sdk/client-ssm';
import { SHARED_SCOPE } from '@careplane/config';
import type { AssembledStack } from '../assembly/assembly';
import type { OpenedUnit } from '../assembly/opened-assemblies';
import { parametersMadeBy } from '../assembly/template';
import { inputsOf } from './deployment-status';
import type { LedgerPlatform } from './deployment-status';
import { stacksHadAgain, stacksLeft } from './left-stacks';
import type { LeftStack } from './left-stacks';
import { endRecord, readParameters, recordedStack, writeRecord } from './ledger';
import type { Parameters } from './ledger';
import type { Sources } from './revision';

export interface Author {
  readonly sources: Sources;
  /** ARN of who deploys. */
  readonly by: string;
  /** Why files may differ from the commit. */
  readonly reason: string | undefined;
}

/** How a stack ended, as far as the ledger needs it. */
export interface EndedStack {
  readonly stack: AssembledStack;
  readonly outcome: 'deployed' | 'unchanged' | 'failed' | 'refused' | 'not started';
}

/** Notes what a run has deployed, and writes the record of a unit in an environment when its last stack is done. */
export class LedgerWriter {
  private readonly done = new Set<string>();
  private readonly published = new Set<string>();
  private readonly recorded: OpenedUnit[] = [];
  private readonly left: LeftStack[] = [];
  private latest: Parameters;
  private stale = false;

  constructor(
    private readonly platform: LedgerPlatform,
    private readonly open: readonly OpenedUnit[],
    private readonly author: Author,
    private readonly ssm: SSMClient,
    private readonly initial: Parameters,
  ) {
    this.latest = initial;
  }

  /** Units that this run has written into the ledger. */
  get written(): readonly OpenedUnit[] {
    return this.recorded;
  }

  /** Stacks that units no longer have, as far as this run has given them entries of their own. */
  get leftStacks(): readonly LeftStack[] {
    return this.left;
  }

  /** What Parameter Store has now. It is read again only after a stack that publishes something. */
  async values(): Promise<ReadonlyMap<string, string>> {
    await this.refresh();
    return this.latest.values;
  }

  /**
   * Note a stack.
   *
   * @param holds whether this run still has the locks of a unit; without them, its record is another run's to write
   * @returns the units whose last stack it was
   */
  async note(
    { stack, outcome }: EndedStack,
    holds: (unit: string) => Promise<boolean>,
  ): Promise<readonly OpenedUnit[]> {
    if (outcome !== 'deployed' && outcome !== 'unchanged') return [];
    this.done.add(stack.key);
    const names = [...parametersMadeBy(stack.template).keys()];
    if (outcome === 'deployed' && names.length > 0) {
      for (const name of names) this.published.add(name);
      this.stale = true;
    }
    const complete = this.open.filter(
      (each) => !this.recorded.includes(each) && each.work.every(({ key }) => this.done.has(key)),
    );
    if (complete.length > 0 && !(await holds(stack.unit))) return [];
    this.recorded.push(...complete);
    for (const each of complete) await this.write(each);
    return complete;
  }

  private async write(opened: OpenedUnit): Promise<void> {
    await this.refresh();
    // What others published during this run may have come too late for these stacks: the next run deploys them again.
    const values = new Map(
      [...this.latest.values].filter(([name]) => this.published.has(name) || this.initial.values.has(name)),
    );
    for (const [name, value] of this.initial.values) if (!this.published.has(name)) values.set(name, value);
    const { sources, by, reason } = this.author;
    const { assembly, environment } = opened;
    const stacks = opened.stacks.map(recordedStack);
    const unit = { unit: opened.unit, environment, stacks };
    const left = stacksLeft(unit, this.latest.ledger);
    // Before the record that no longer names them: a run that is killed in between finds them again.
    for (const each of left) await writeRecord(this.ssm, this.platform.name, each, each.record);
    this.left.push(...left);
    for (const each of stacksHadAgain(unit, this.latest.ledger)) await endRecord(this.ssm, this.platform.name, each);
    await writeRecord(this.ssm, this.platform.name, opened, {
      version: 1,
      revision: sources.revision,
      dirty: sources.changed.length > 0,
      ...(sources.changed.length > 0 && reason !== undefined ? { dirtyReason: reason } : {}),
      account: this.platform.account,
      digest: assembly.digest,
      ...(environment === SHARED_SCOPE ? { shared: assembly.sharedDigest } : {}),
      stacks,
      inputs: inputsOf(this.platform, opened, { values, ledger: this.latest.ledger }),
      at: new Date().toISOString(),
      by,
    });
    this.stale = true;
  }

  private async refresh(): Promise<void> {
    if (!this.stale) return;
    this.stale = false;
    this.latest = await readParameters(this.ssm, this.platform.name);
  }
}
