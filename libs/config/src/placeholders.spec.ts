import type { WrittenPlatform } from './model';
import { normalize } from './normalize';
import { placeholdersOf } from './placeholders';
import { platformWith, PRODUCTION } from './testing/examples';

const found = (overrides: Partial<WrittenPlatform>) =>
  placeholdersOf(normalize(platformWith(overrides), [])).map(({ path, given }) => `${path} ${given}`);
const production = (overrides: Partial<WrittenPlatform['environments'][string]>): Partial<WrittenPlatform> => ({
  environments: { production: { ...PRODUCTION, ...overrides } },
});

it.each<[overrides: Partial<WrittenPlatform>, expected: string]>([
  [{ account: '123456789012' }, 'account 123456789012'],
  [{ account: '000000000000' }, 'account 000000000000'],
  [
    production({ hostedZone: { id: 'Z0000000000000000000', name: 'acme.example' } }),
    'environments.production.hostedZone.id Z0000000000000000000',
  ],
  [
    production({ hostedZone: { id: 'Z0123456789ABCDEFGHIJ', name: 'acme.example' } }),
    'environments.production.hostedZone.id Z0123456789ABCDEFGHIJ',
  ],
  [production({ domain: 'app.example.com' }), 'environments.production.domain app.example.com'],
  [{ alertEmails: ['ops@example.org'] }, 'alertEmails ops@example.org'],
  [
    {
      githubConnectionArn:
        'arn:aws:codeconnections:us-east-2:111122223333:connection/00000000-0000-0000-0000-000000000000',
    },
    'githubConnectionArn arn:aws:codeconnections:us-east-2:111122223333:connection/00000000-0000-0000-0000-000000000000',
  ],
])('finds it in %j', (overrides, expected) => {
  expect(found(overrides)).toEqual([expected]);
});

it('finds none in a platform with values of its own', () => {
  expect(found({})).toEqual([]);
});
