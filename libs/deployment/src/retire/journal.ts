import type { SSMClient } from '@aws-sdk/client-ssm';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Leftover } from '../ledger/leftovers';
import { endRecord, writeRecord } from '../ledger/ledger';
import type { Retiring, TakenBackup } from '../ledger/ledger';
import { disposalKey, disposalPlan, disposalRecord, newRetiring, writeOnce } from './disposal';
import type { DisposalPlan, DisposalRecord } from './disposal';
import type { UnitPlan } from './plan';

export interface JournalPlace {
  readonly platform: string;
  readonly ssm: SSMClient;
  readonly s3: S3Client;
  /** Evidence bucket. */
  readonly bucket: string;
  /** Who retires it: the ARN that STS gives. */
  readonly by: string;
}

/**
 * How far the retirement of a unit is. It is kept in the unit's ledger entries, so that there is nothing to forget besides them, and
 * the plan in the evidence, which a later run cannot change.
 */
export class Journal {
  private constructor(
    private readonly place: JournalPlace,
    private readonly leftovers: readonly Leftover[],
    private retiring: Retiring,
    readonly plan: DisposalPlan,
  ) {}

  /** Begin a retirement, or continue the one that the ledger entries name. Written before anything else is done. */
  static async open(place: JournalPlace, unit: UnitPlan): Promise<Journal> {
    const { leftovers } = unit;
    const begun = leftovers.find(({ record }) => record.retiring !== undefined)?.record.retiring;
    const retiring = begun ?? newRetiring(place.bucket, place.by);
    for (const each of leftovers) {
      if (each.record.retiring?.id !== retiring.id) await note(place, each, retiring);
    }
    const key = disposalKey(unit.unit, retiring.id, 'plan');
    const plan = await writeOnce(place.s3, retiring.bucket, key, disposalPlan(place.platform, unit, retiring));
    return new Journal(place, leftovers, retiring, plan);
  }

  get id(): string {
    return this.retiring.id;
  }

  /** The backup of a resource, if an earlier run has begun or taken one. */
  backupOf(resource: string): TakenBackup | undefined {
    return this.retiring.backups.find((each) => each.resource === resource);
  }

  /** Note a backup that was begun or has completed. */
  async noteBackup(backup: TakenBackup): Promise<void> {
    const others = this.retiring.backups.filter(({ resource }) => resource !== backup.resource);
    await this.change({ ...this.retiring, backups: [...others, backup] });
  }

  /** Note that the data of a resource is about to be deleted. */
  async noteDeletedData(physicalId: string): Promise<void> {
    if (this.retiring.deletedData.includes(physicalId)) return;
    await this.change({ ...this.retiring, deletedData: [...this.retiring.deletedData, physicalId] });
  }

  /** Write the record of the disposal, once. @returns the record and its place */
  async record(
    end: Pick<DisposalRecord, 'reason' | 'revision'> & { readonly noLastBackup?: string | undefined },
  ): Promise<{ readonly record: DisposalRecord; readonly at: string }> {
    const ended = { at: new Date().toISOString(), by: this.place.by };
    const key = disposalKey(this.plan.unit, this.retiring.id, 'record');
    const { bucket } = this.retiring;
    const written = disposalRecord(this.plan, this.retiring, { ...end, ended });
    return { record: await writeOnce(this.place.s3, bucket, key, written), at: `s3://${bucket}/${key}` };
  }

  /** End the ledger entries: the last step. Until then, every run of the command finds the unit. */
  async end(): Promise<void> {
    for (const each of this.leftovers) await endRecord(this.place.ssm, this.place.platform, each);
  }

  private async change(retiring: Retiring): Promise<void> {
    this.retiring = retiring;
    for (const each of this.leftovers) await note(this.place, each, retiring);
  }
}

async function note({ ssm, platform }: JournalPlace, leftover: Leftover, retiring: Retiring): Promise<void> {
  await writeRecord(ssm, platform, leftover, { ...leftover.record, retiring });
}
