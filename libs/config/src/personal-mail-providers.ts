/**
 * Providers whose addresses belong to a person and not to an organization. As of 2026-11-28, by hand: the largest providers
 * of free mailboxes in North America and Europe, and throw-away ones. A provider with many country domains is listed by the
 * beginning of its domain.
 */
const PROVIDERS = [
  'aol.com',
  'duck.com',
  'email.com',
  'fastmail.com',
  'free.fr',
  'gmail.com',
  'gmx.at',
  'gmx.ch',
  'gmx.com',
  'gmx.de',
  'gmx.net',
  'googlemail.com',
  'guerrillamail.com',
  'hey.com',
  'hushmail.com',
  'icloud.com',
  'laposte.net',
  'libero.it',
  'mac.com',
  'mail.com',
  'mail.ru',
  'mailinator.com',
  'me.com',
  'msn.com',
  'orange.fr',
  'pm.me',
  'proton.me',
  'protonmail.com',
  'qq.com',
  'rocketmail.com',
  'tuta.com',
  'tutanota.com',
  'web.de',
  'yandex.com',
  'yandex.ru',
  'ymail.com',
  'zoho.com',
  '163.com',
  '126.com',
] as const;

/** With a domain in many countries: yahoo.com, yahoo.co.uk, outlook.com, outlook.fr, hotmail.de, live.nl. */
const IN_MANY_COUNTRIES = /^(?:hotmail|live|outlook|yahoo)\.[a-z]{2,3}(?:\.[a-z]{2})?$/;

/** Whether mailboxes at a domain belong to single persons. @param domain in lower case, such as gmail.com */
export function isPersonalMailProvider(domain: string): boolean {
  return PROVIDERS.some((provider) => provider === domain) || IN_MANY_COUNTRIES.test(domain);
}
