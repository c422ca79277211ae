import type { JudgeVerdict } from '../judges/verdict';
import type { CloudFormationTemplate, PlatformFacts } from '../rules/rule';

/** A stack of the platform, with its template as a file. */
export interface EvidenceStack {
  readonly stackName: string;
  readonly region: string;
  /** The template's file, as a reader of the evidence finds it. */
  readonly file: string;
  /** Its text, in which lines are counted. */
  readonly text: string;
  readonly template: CloudFormationTemplate;
}

/** Everything that the evidence is made from. The same input gives the same bytes. */
export interface EvidenceInput {
  readonly platform: string;
  readonly account: string;
  readonly region: string;
  /** When the assessment was made, ISO 8601: the commit’s date, so that the same commit gives the same evidence. */
  readonly at: string;
  /** Commit of the sources; none outside of a repository. */
  readonly revision?: string;
  readonly facts: PlatformFacts;
  readonly stacks: readonly EvidenceStack[];
  readonly verdicts: readonly JudgeVerdict[];
  /** Day on which a reason was last reviewed, ISO 8601; undefined if no one knows. */
  readonly reviewed: (reason: string) => string | undefined;
}
