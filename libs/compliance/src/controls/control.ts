import type { Citation } from './citations';

/** `addressable`: implement it, or write down why an equivalent measure is reasonable. 45 CFR 164.306(d) */
export type ControlKind = 'standard' | 'required' | 'addressable';

/** A resource of the templates that is made from a document. Where no template has it, the organization has to answer. */
export interface ShownBy {
  readonly type: string;
  /** Properties that tell the resource from others of its type. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Who answers for a safeguard. Exactly one answer each; what remains beside it is in `remains`. */
export type Answer =
  | {
      readonly by: 'automation';
      /** Rules of ours that decide it from the templates, before anything is deployed. */
      readonly rules: readonly string[];
      /** Rules of AWS Config that watch it in the account, beside those that the rules of ours name. */
      readonly deployed: readonly string[];
      /** What the organization still has to do. */
      readonly remains?: string;
    }
  | {
      readonly by: 'document';
      readonly documents: readonly string[];
      readonly remains?: string;
      readonly shownBy?: ShownBy;
    }
  | { readonly by: 'organization'; readonly duty: string }
  | { readonly by: 'no one'; readonly why: string };

/** One standard or implementation specification, in our own words, and who answers for it. */
export interface Control {
  readonly citation: Citation;
  readonly title: string;
  readonly kind: ControlKind;
  readonly meaning: string;
  readonly answer: Answer;
}

/** A control before its answer is known. */
type Unanswered = Omit<Control, 'answer'>;

/** Shorthand for a table of controls. */
export function control(citation: Citation, kind: ControlKind, title: string, meaning: string): Unanswered {
  return { citation, kind, title, meaning };
}

/** Decided by rules of ours. */
export function automated(
  draft: Unanswered,
  rules: readonly string[],
  remains?: string,
  deployed: readonly string[] = [],
): Control {
  return { ...draft, answer: { by: 'automation', rules, deployed, ...(remains === undefined ? {} : { remains }) } };
}

/** Answered by a document that the toolkit has or writes. */
export function documented(
  draft: Unanswered,
  documents: readonly string[],
  remains?: string,
  shownBy?: ShownBy,
): Control {
  return {
    ...draft,
    answer: { by: 'document', documents, ...(remains !== undefined && { remains }), ...(shownBy && { shownBy }) },
  };
}

/** Only the organization can answer. */
export function byOrganization(draft: Unanswered, duty: string): Control {
  return { ...draft, answer: { by: 'organization', duty } };
}

/** No one answers, and the reason. */
export function byNoOne(draft: Unanswered, why: string): Control {
  return { ...draft, answer: { by: 'no one', why } };
}
