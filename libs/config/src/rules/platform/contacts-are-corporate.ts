import { isPersonalMailProvider } from '../../personal-mail-providers';
import type { ParsedPlatform } from '../../model';
import type { PlatformRule } from '../rule';

const ALLOWED = 'an address at a domain of your organization that more than one person reads';
const FIX = 'use a shared mailbox of your organization, such as security@your-domain, which more than one person reads';

/** AWS writes to these addresses when the account is in danger: they belong to the organization, not to a person. */
export const contactsAreCorporate: PlatformRule = (platform) => {
  const people = peopleOf(platform);
  return (['operations', 'billing', 'security'] as const).flatMap((kind) => {
    const email = platform.contacts?.[kind].email.toLowerCase() ?? '';
    const domain = email.split('@').at(-1) ?? '';
    const user = people.get(email);
    const path = ['contacts', kind, 'email'];
    if (isPersonalMailProvider(domain)) {
      const message = `is an address at ${domain}, a provider of personal mailboxes`;
      return [{ path, message, allowed: ALLOWED, fix: FIX }];
    }
    if (user === undefined) return [];
    const message = `is the address of one person, the user ${user}: who is on leave reads no warning`;
    return [{ path, message, allowed: ALLOWED, fix: FIX }];
  });
};

/** Names of the users that the platform knows, by address. */
function peopleOf({ identity }: ParsedPlatform): ReadonlyMap<string, string> {
  const users = [
    ...Object.values(identity?.groups ?? {}).flatMap((group) => group.users ?? []),
    ...(identity?.breakGlass.users ?? []),
  ];
  return new Map(users.map(({ name, email }) => [email.toLowerCase(), name]));
}
