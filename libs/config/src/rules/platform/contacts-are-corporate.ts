import { isPersonalMailProvider } from '../../personal-mail-providers';
import type { PlatformRule } from '../rule';

/** AWS writes to these addresses when the account is in danger: they belong to the organization, not to a person. */
export const contactsAreCorporate: PlatformRule = ({ contacts }) =>
  (['operations', 'billing', 'security'] as const).flatMap((kind) => {
    const domain = contacts?.[kind].email.split('@').at(-1)?.toLowerCase() ?? '';
    if (!isPersonalMailProvider(domain)) return [];
    return [
      {
        path: ['contacts', kind, 'email'],
        message: `is an address at ${domain}, a provider of personal mailboxes`,
        allowed: 'an address at a domain of your organization',
        fix: 'use a shared mailbox of your organization, such as security@your-domain, which more than one person reads',
      },
    ];
  });
