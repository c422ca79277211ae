import { refusal } from '../../testing/tree';
import { identityOf } from './identity';
import type { AskGithub, IdentityOptions } from './identity';

const silent = () => ({ why: 'gh cannot be started: it does not exist' });
const asked = () => ({ text: '123456789 4242\n' });

it.each<[string, IdentityOptions, AskGithub, object]>([
  ['as given', { repositoryId: 7, ownerId: '8' }, silent, { repositoryId: '7', ownerId: '8' }],
  ['as GitHub says', {}, asked, { repositoryId: '123456789', ownerId: '4242' }],
  ['one given, one as GitHub says', { ownerId: 8 }, asked, { repositoryId: '123456789', ownerId: '8' }],
])('knows the numbers of a repository %s', (_, options, ask, expected) => {
  expect(identityOf('acme/health', options, ask)).toEqual(expected);
});

it.each<[string, IdentityOptions, AskGithub, string]>([
  [
    'a name for a number',
    { repositoryId: 'acme/health', ownerId: 1 },
    silent,
    '--repositoryId acme/health is not a number. Allowed: a whole number from 1',
  ],
  ['a wildcard', { repositoryId: 1, ownerId: '*' }, silent, '--ownerId * is not a number.'],
  ['a number that is none', { repositoryId: '0', ownerId: 1 }, silent, '--repositoryId 0 is not a number.'],
  ['half a number', { repositoryId: 1.5, ownerId: 1 }, silent, '--repositoryId 1.5 is not a number.'],
  ['none, where GitHub cannot be asked', {}, silent, 'on GitHub are not known (gh cannot be started'],
  ['none, where GitHub says something else', {}, () => ({ text: 'Not Found' }), 'are not known (gh printed'],
])('refuses %s, and says what to type', async (_, options, ask, words) => {
  const message = await refusal(() => Promise.resolve().then(() => identityOf('acme/health', options, ask)));
  expect(message).toContain(words);
  expect(message).toContain('gh api repos/acme/health');
});
