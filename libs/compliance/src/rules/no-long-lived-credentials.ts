import { only } from './examples';
import { ruleFor } from './rule';

const LONG_LIVED = ['AWS::IAM::User', 'AWS::IAM::AccessKey'];

/** People and builds get credentials that end by themselves: there is nothing to take back when someone leaves. */
export const noLongLivedCredentials = ruleFor({
  name: 'NoLongLivedCredentials',
  control: '164.308(a)(3)(ii)(C)',
  sameAs: 'AWS Config: IAM_USER_UNUSED_CREDENTIALS_CHECK, ACCESS_KEYS_ROTATED',
  types: ['AWS::IAM::Role', ...LONG_LIVED],
  wrong: ({ type }) =>
    LONG_LIVED.includes(type)
      ? `The template has an ${type}, whose credentials do not end. Allowed: roles.`
      : undefined,
  examples: {
    fails: [
      ['a user', only('AWS::IAM::User', {})],
      ['an access key', only('AWS::IAM::AccessKey', { UserName: 'x' })],
    ],
    passes: [['a role', only('AWS::IAM::Role', {})]],
  },
});
