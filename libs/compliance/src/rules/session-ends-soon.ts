import { only } from './examples';
import { ruleFor } from './rule';
import { shown } from './template-values';

/** Half a working day: whoever walks away from a session leaves it open for that long at most. */
const LONGEST_SECONDS = 4 * 3600;
/** AWS's own, where a role says nothing. */
const DEFAULT_SECONDS = 3600;
/** AWS's own for permission sets, in the notation of ISO 8601. */
const DEFAULT_DURATION = 'PT1H';

/** Sessions of roles and of Identity Center end by themselves. */
export const sessionEndsSoon = ruleFor({
  name: 'SessionEndsSoon',
  control: '164.312(a)(2)(iii)',
  sameAs: 'NIST SP 800-53 AC-12',
  types: ['AWS::IAM::Role', 'AWS::SSO::PermissionSet'],
  wrong: ({ type, properties: { MaxSessionDuration = DEFAULT_SECONDS, SessionDuration = DEFAULT_DURATION } }) => {
    const [seconds, given] =
      type === 'AWS::SSO::PermissionSet'
        ? [secondsOf(SessionDuration), shown(SessionDuration)]
        : [Number(MaxSessionDuration), `${shown(MaxSessionDuration)} seconds`];
    return seconds <= LONGEST_SECONDS
      ? undefined
      : `Sessions last up to ${given}. Allowed: ${LONGEST_SECONDS} seconds or less.`;
  },
  examples: {
    fails: [
      ['twelve hours', only('AWS::IAM::Role', { MaxSessionDuration: 43200 })],
      ['a permission set of half a day', only('AWS::SSO::PermissionSet', { SessionDuration: 'PT12H' })],
      ['a duration that is no text', only('AWS::SSO::PermissionSet', { SessionDuration: { Ref: 'Duration' } })],
    ],
    passes: [
      ['the default of one hour', only('AWS::IAM::Role', {})],
      ['four hours', only('AWS::IAM::Role', { MaxSessionDuration: 14400 })],
      ['a permission set of four hours', only('AWS::SSO::PermissionSet', { SessionDuration: 'PT3H60M' })],
      ['the default of a permission set', only('AWS::SSO::PermissionSet', {})],
    ],
  },
});

/** Seconds of a duration such as PT1H30M. What cannot be read is longer than all. */
function secondsOf(duration: unknown): number {
  const [, hours = 0, minutes = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(String(duration)) ?? [undefined, Infinity];
  return Number(hours) * 3600 + Number(minutes) * 60;
}
