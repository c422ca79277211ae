import type { SSMClient } from '@aws-sdk/client-ssm';
import type { PlatformModel } from '@careplane/config';
import { assembliesIn, workOf } from '../assembly/opened-assemblies';
import type { OpenedUnit } from '../assembly/opened-assemblies';
import { requireAccount } from '../aws/account';
import { Clients } from '../aws/clients';
import { writeApprovedChangeSets } from '../change-sets/approved-change-sets-files';
import type { Leftover } from '../ledger/leftovers';
import { awaitedWords, withoutAwaited } from './awaited-sidecars';
import { refuseTakenRoutes } from './taken-routes';
import { planDeployment } from '../change-sets/deploy-plan';
import { ChangeSetMaker } from '../change-sets/toolkit';
import { driftsOf } from '../drift/drifts';
import { reviewOf } from '../review/review';
import type { Review } from '../review/review';

export interface PreviewSettings {
  readonly model: PlatformModel;
  readonly directory: string;
  /** Units that were asked for. */
  readonly selected: readonly OpenedUnit[];
  /** Those of them that are not deployed as their assemblies have them. */
  readonly open: readonly OpenedUnit[];
  readonly ssm: SSMClient;
  /** What is in the account and in no file. */
  readonly leftovers: readonly Leftover[];
  /** What Parameter Store has. */
  readonly values: ReadonlyMap<string, string>;
  /** Have CloudFormation prepare change sets; without it, templates are compared and nothing is written. */
  readonly prepare: boolean;
  /** Let CloudFormation compare the stacks with their templates first, with the caller's own credentials. @default false */
  readonly checkDrift?: boolean | undefined;
  /** Folder for what was prepared, which `deploy` reads after an approval. */
  readonly changeSets?: string | undefined;
  /** Command to run again after a correction. */
  readonly again: string;
  readonly talk: (text: string) => void;
  readonly progress: (text: string) => void;
}

/** Find out what deploying some units would change. */
export async function previewDeployment(settings: PreviewSettings): Promise<Review> {
  const { model, directory, selected, open, ssm, values, prepare, changeSets, again, talk, progress } = settings;
  const clients = new Clients({ model, purpose: prepare ? 'prepare' : 'look', directory }, ssm);
  await requireAccount(model, clients);
  await refuseTakenRoutes(workOf(open), settings.leftovers, clients, { model, directory });
  const { whole, partly, awaited } = await withoutAwaited(open, clients, model);
  if (awaited.length > 0) talk(awaitedWords(awaited, again));
  const work = workOf([...whole, ...partly]);
  if (settings.checkDrift === true) await driftsOf(work, clients, { model, last: false, progress });
  const maker = prepare ? new ChangeSetMaker(talk, clients) : undefined;
  const planning = planDeployment(work, clients, {
    platform: model,
    directory,
    assemblies: assembliesIn(open),
    maker,
    values,
    onlyLooking: true,
    again,
    progress,
  });
  const { prepared, drifted } = await planning.finally(() => maker?.end());
  if (changeSets !== undefined) writeApprovedChangeSets(changeSets, model, selected, open, prepared);
  return reviewOf(prepared, drifted);
}
