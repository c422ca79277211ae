interface SecretForm {
  readonly what: string;
  readonly matches: (name: string, value: string) => boolean;
}

/** Names that end in one of these hold the secret itself; TOKEN_URL or PASSWORD_MIN_LENGTH do not. */
const SECRET_NAME =
  /(?:^|_)(?:PASSWORD|PASSWD|PWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|SECRET_?KEY|PRIVATE_?KEY|CREDENTIALS?)$/i;

/** Forms of secrets that are known by their look, whatever the variable is called. */
const SECRET_FORMS: readonly SecretForm[] = [
  { what: 'an AWS access key id', matches: (_, value) => /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/.test(value) },
  {
    what: 'an AWS secret access key',
    matches: (name, value) => /aws|secret|key/i.test(name) && /^[A-Za-z0-9/+]{40}$/.test(value),
  },
  { what: 'a private key', matches: (_, value) => /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value) },
  {
    what: 'a GitHub token',
    matches: (_, value) => /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})/.test(value),
  },
  { what: 'a Slack token', matches: (_, value) => /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/.test(value) },
  { what: 'a Stripe key', matches: (_, value) => /\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}/.test(value) },
  {
    what: 'a JSON Web Token',
    matches: (_, value) => /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+/.test(value),
  },
  {
    what: 'a URL with a password in it',
    matches: (_, value) => /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i.test(value),
  },
  {
    what: 'a secret, judging by the name of the variable',
    matches: (name, value) => SECRET_NAME.test(name) && value.trim() !== '',
  },
];

/** What a value looks like, when it looks like a secret. */
export function secretForm(name: string, value: string): string | undefined {
  return SECRET_FORMS.find((form) => form.matches(name, value))?.what;
}

/** Whether a value, or anything inside it, looks like a secret. */
export function looksSecret(name: string, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return secretForm(name, String(value)) !== undefined;
  return Object.entries(value).some(([key, item]) => looksSecret(Array.isArray(value) ? name : key, item));
}
