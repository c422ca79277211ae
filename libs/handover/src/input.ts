import type { ControlMatrix, EvidenceInput, Hop } from '@careplane/compliance';
import type { PlatformModel } from '@careplane/config';
import type { Estimate } from '@careplane/cost-model/estimate';
import type { Exception } from '@careplane/findings';

/** What the ledger has of a unit in an environment. */
export interface DeployedUnit {
  readonly unit: string;
  /** Environment, or `shared`. */
  readonly environment: string;
  /** Commit; empty where the deploy was not made from one. */
  readonly revision: string;
  /** ISO 8601. */
  readonly at: string;
  readonly by: string;
}

/** What is deployed, or why it is not known. */
export type DeployedState =
  { readonly known: true; readonly units: readonly DeployedUnit[] } | { readonly known: false; readonly why: string };

/** Exceptions of a service: read from its file, or why they could not be. */
export interface ServiceExceptions {
  readonly service: string;
  /** The file, as its readers find it. */
  readonly file: string;
  readonly exceptions?: readonly Exception[];
  /** Why nothing is known. */
  readonly unknown?: string;
}

/** Everything that the handover is made from. The same input gives the same bytes. */
export interface HandoverInput {
  readonly model: PlatformModel;
  /** Folder of the platform, as commands name it. */
  readonly folder: string;
  /** The templates, the judges’ verdicts, and the commit that they were made from. */
  readonly evidence: EvidenceInput;
  readonly matrix: ControlMatrix;
  readonly hops: readonly Hop[];
  readonly estimate: Estimate;
  readonly exceptions: readonly ServiceExceptions[];
  readonly deployed: DeployedState;
  readonly toolkitVersion: string;
}

/** Day of the assessment, YYYY-MM-DD. */
export function dayOf({ evidence }: HandoverInput): string {
  return evidence.at.slice(0, 10);
}
