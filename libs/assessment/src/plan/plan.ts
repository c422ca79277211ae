import type { JudgeVerdict } from '@careplane/compliance';
import type { Placeholder } from '@careplane/config';
import type { PlannedJob, PlannedPipeline } from '@careplane/platform';
import type { WithoutPipeline } from '@careplane/platform/image-ways';
import type { PlainHttp } from '@careplane/platform/plain-http';
import type { MonthlyCost, NotPriced } from '../monthly-cost';
import type { ExceededQuota } from './exceeded-quotas';
import type { ComplianceLock } from './locks';

/** What `careplane plan` shows, and prints with --json. */
export interface Plan {
  readonly platform: string;
  readonly account: string;
  readonly region: string;
  readonly environments: readonly PlannedEnvironment[];
  readonly units: readonly { readonly name: string; readonly stacks: readonly StackSummary[] }[];
  readonly pipelines: readonly PlannedPipeline[];
  /** Scheduled jobs; left out where there is none. */
  readonly jobs?: readonly PlannedJob[];
  /** Services that are not encrypted up to the task, and why; left out where no service is planned. */
  readonly plainHttp?: readonly PlainHttp[];
  /** Services that have no pipeline, and why. */
  readonly withoutPipeline: readonly WithoutPipeline[];
  /** Values that are still those of an example; `deploy` refuses them. */
  readonly placeholders: readonly Placeholder[];
  /** What cannot be deleted once it is written; left out where nothing is locked so. */
  readonly complianceLocks?: readonly ComplianceLock[];
  /** Quotas of an account that the stacks of the plan exceed; left out where none is. */
  readonly exceededQuotas?: readonly ExceededQuota[];
  readonly cost: MonthlyCost | NotPriced;
  readonly verdicts: readonly JudgeVerdict[];
  /** Whether no judge that ran has an open finding. */
  readonly clean: boolean;
}

export interface PlannedEnvironment {
  readonly name: string;
  readonly branch: string;
  readonly domain: string;
  readonly production: boolean;
  readonly approval: boolean;
  readonly account: string;
  readonly region: string;
}

export interface StackSummary {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly resources: number;
}
