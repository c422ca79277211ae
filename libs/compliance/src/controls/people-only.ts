/** A duty that no template, judge or API can fulfil. */
export interface PeopleOnly {
  readonly id: string;
  readonly duty: string;
  /** How it is done. */
  readonly how: string;
  readonly citations: readonly string[];
}

/** What only people can do in an AWS account. The evidence prints it as a list to check off; nothing here is ever "met" by itself. */
export const PEOPLE_ONLY: readonly PeopleOnly[] = [
  {
    id: 'business-associate-addendum',
    duty: 'The business associate addendum with AWS is accepted.',
    how: 'AWS Artifact, Agreements, in the management account for the whole organization.',
    citations: ['164.308(b)(1)', '164.308(b)(3)'],
  },
  {
    id: 'root-mfa',
    duty: 'The root user has a hardware or passkey MFA, kept apart from its password.',
    how: 'Sign in as root, Security credentials, Assign MFA device.',
    citations: ['164.312(d)'],
  },
  {
    id: 'root-email',
    duty: 'The root user’s e-mail address belongs to a group, not to a person.',
    how: 'Account settings; use an address that several people read and that survives a departure.',
    citations: ['164.308(a)(3)(ii)(C)', '164.312(a)(2)(ii)'],
  },
  {
    id: 'central-root',
    duty: 'Root access of member accounts is managed centrally.',
    how: 'IAM of the management account, Root access management; then delete the root credentials of member accounts.',
    citations: ['164.308(a)(4)(ii)(C)'],
  },
  {
    id: 'security-official',
    duty: 'The security official is named in writing.',
    how: 'A signed page; the same person or group as the security contact of the account.',
    citations: ['164.308(a)(2)'],
  },
  {
    id: 'subscriptions-confirmed',
    duty: 'Every subscriber of an alarm topic has confirmed the message of AWS.',
    how: 'SNS, Subscriptions: none is pending.',
    citations: ['164.308(a)(6)(i)'],
  },
];
