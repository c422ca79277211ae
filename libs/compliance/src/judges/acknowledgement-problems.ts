import { nearest } from '@careplane/problems';
import type { JudgeFinding } from './verdict';

/** As service.yaml asks for: a shorter excuse is no reason. */
export const SHORTEST_REASON = 20;

/** An acknowledgement as it stands in the source or in a template. */
export interface Acknowledgement {
  /** Name of the rule, without the name of a pack. A single finding of the rule is named in brackets behind it. */
  readonly rule: string;
  readonly reason: unknown;
  /** Path of the construct that it stands at. */
  readonly at: string;
}

/**
 * What is wrong with acknowledgements: no reason, a rule that does not exist, or nothing that it matches. Each of them would look like
 * a decision to an auditor and is none.
 *
 * @param known names of the rules that exist
 * @param matches whether the rule has found something at the construct or below it
 */
export function acknowledgementProblems(
  acknowledgements: readonly Acknowledgement[],
  known: ReadonlySet<string>,
  matches: (acknowledgement: Acknowledgement) => boolean,
): JudgeFinding[] {
  return acknowledgements.flatMap((acknowledgement): JudgeFinding[] => {
    const { rule, reason, at } = acknowledgement;
    const problem = (name: string, message: string): JudgeFinding[] => [
      { rule: name, severity: 'error', message, where: at },
    ];
    const name = rule.replace(/\[.*$/s, '');
    if (!known.has(name)) {
      const guess = nearest(name, [...known]);
      const fix = guess === undefined ? 'Remove the acknowledgement.' : `Did you mean ${guess}?`;
      return problem('AcknowledgementNamesRule', `No rule has the name ${name}. ${fix}`);
    }
    if (!isReason(reason)) {
      return problem(
        'AcknowledgementHasReason',
        `${rule} is acknowledged without a reason. Write why the risk is covered, in ${SHORTEST_REASON} characters or more.`,
      );
    }
    if (!matches(acknowledgement)) {
      return problem(
        'AcknowledgementMatches',
        `${rule} is acknowledged, but finds nothing here. Remove the acknowledgement.`,
      );
    }
    return [];
  });
}

/** Whether a value is a reason that an auditor can read. */
export function isReason(reason: unknown): reason is string {
  return typeof reason === 'string' && reason.trim().length >= SHORTEST_REASON;
}
