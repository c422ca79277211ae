import { eachEnvironment } from '../each-environment';

/**
 * No one can own a public suffix such as co.uk, so ACM issues no certificate for it. The list is the one of https://publicsuffix.org.
 * It is loaded at the first domain.
 */
export const domainsCanBeRegistered = eachEnvironment(({ domain, hostedZone }, name) =>
  [
    { path: ['environments', name, 'domain'], value: domain },
    ...(hostedZone === undefined
      ? []
      : [{ path: ['environments', name, 'hostedZone', 'name'], value: hostedZone.name }]),
  ]
    .filter(({ value }) => value.split('.').length <= 4 && isPublicSuffix(value))
    .map(({ path, value }) => ({
      path,
      message: 'is a public suffix, below which anyone can register a domain',
      given: value,
      allowed: 'a domain that you own',
      fix: `write your domain, such as example.${value}`,
    })),
);

function isPublicSuffix(domain: string): boolean {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the list is large, and help texts do not need it
  const { getPublicSuffix } = require('tldts') as typeof import('tldts');
  return getPublicSuffix(domain, { allowPrivateDomains: true }) === domain;
}
