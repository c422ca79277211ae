import { only } from './examples';
import { ruleFor } from './rule';
import { shown } from './template-values';

/** Half a working day: whoever walks away from a session leaves it open for that long at most. */
const LONGEST_SECONDS = 4 * 3600;
/** AWS's own, where a role says nothing. */
const DEFAULT_SECONDS = 3600;

/** Sessions of roles end by themselves. */
export const sessionEndsSoon = ruleFor({
  name: 'SessionEndsSoon',
  control: '164.312(a)(2)(iii)',
  sameAs: 'NIST SP 800-53 AC-12',
  types: ['AWS::IAM::Role'],
  wrong: ({ properties: { MaxSessionDuration = DEFAULT_SECONDS } }) =>
    Number(MaxSessionDuration) <= LONGEST_SECONDS
      ? undefined
      : `Sessions of the role last up to ${shown(MaxSessionDuration)} seconds. Allowed: ${LONGEST_SECONDS} or less.`,
  examples: {
    fails: [['twelve hours', only('AWS::IAM::Role', { MaxSessionDuration: 43200 })]],
    passes: [
      ['the default of one hour', only('AWS::IAM::Role', {})],
      ['four hours', only('AWS::IAM::Role', { MaxSessionDuration: 14400 })],
    ],
  },
});
