// A GitHub workflow, the machine that runs it, an event, and how its jobs ended: what the other files of this folder speak of.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
import type { Env } from '../machine';
import type { Ecr } from '../scan/ecr';
import type { Claims, Identity } from './token';

/** A workflow, as far as ours go. */
export interface Workflow {
  readonly env?: Texts;
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

export type Texts = Readonly<Record<string, unknown>>;

export interface WorkflowJob {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly strategy?: { readonly matrix: { readonly include: string } };
  readonly steps: readonly Step[];
  readonly permissions: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly env?: Texts;
  readonly outputs?: Texts;
}

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Texts;
  readonly run?: string;
  readonly env?: Texts;
}

/** GitHub's machine. */
export interface Machine extends Identity {
  readonly clone: string;
  /** Of the emulator. */
  readonly endpoint: string;
  readonly workflow: string;
  /** All variables that the machine has. */
  readonly env: Env;
  /** Variables that have another value here than in the workflow. */
  readonly replaced: Env;
  /** Starts ECR for a job, with the keys of its session. */
  readonly startEcr: (keys: { readonly AccessKeyId: string; readonly SessionToken: string }) => Promise<Ecr>;
}

/** What an event is, and what the run of it may do. */
export interface PushOptions {
  /** @default main */
  readonly branch?: string;
  readonly sha?: string;
  /** @default the branch's */
  readonly ref?: string;
  /** What GitHub says of the event. */
  readonly event?: object;
  /** Names of environments whose reviewers have agreed. */
  readonly approved?: readonly string[];
  /** Environments with reviewers. */
  readonly protectedEnvironments?: readonly string[];
  /** Of these, those that have none this time. */
  readonly unprotected?: readonly string[];
  /** What the tokens have in place of GitHub's claims. */
  readonly claims?: Claims;
  /** What names of jobs must match; the others have nothing to do. */
  readonly only?: RegExp | undefined;
  /** An earlier attempt: jobs that have succeeded in it are not run again. */
  readonly before?: Jobs;
  /** What names of jobs are run again all the same. */
  readonly again?: RegExp;
}

/** A run of a workflow for an event. */
export interface Push extends PushOptions {
  readonly id: string;
  readonly attempt: string;
  readonly branch: string;
  readonly sha: string;
  /** For everything of the run. */
  readonly folder: string;
}

/** How a job ended. */
export interface JobResult {
  readonly result: 'success' | 'failure' | 'skipped' | 'waiting';
  readonly outputs: Readonly<Record<string, string>>;
  /** The roles that it took. */
  readonly roles: readonly string[];
  readonly output: string;
  readonly seconds: number;
  /** The step that failed. */
  readonly failed?: string | undefined;
}

/** Results by the names of the jobs. */
export type Jobs = Readonly<Record<string, JobResult>>;
