import { ebsEncryption } from '../ebs-encryption';
import { inspector } from '../inspector';
import { passwordPolicy } from '../password-policy';
import { applySetting, RefusedCall } from './apply';
import type { SendCall } from './apply';

const account = '111122223333';
const at = { account, isNew: false };

/** Answers of an API, in order; an error is thrown. Every answer has to be used. */
function api(...answers: unknown[]) {
  const operations: string[] = [];
  const send: SendCall = ({ operation }) => {
    operations.push(operation);
    if (answers.length === 0) throw new Error(`no one expects ${operation}`);
    const answer = answers.shift();
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const pauses: number[] = [];
  const pause = (seconds: number): Promise<void> => {
    pauses.push(seconds);
    return Promise.resolve();
  };
  return { send, operations, pauses, pause };
}

const named = (name: string) => Object.assign(new Error(`${name} in words`), { name });
const [off, on] = [{ EbsEncryptionByDefault: false }, { EbsEncryptionByDefault: true }];

test('an account that has the value is adopted, and nothing is written', async () => {
  const { send, operations, pause } = api(on);
  const request = { ...at, properties: {} };
  expect(await applySetting(ebsEncryption, request, send, pause)).toEqual({ outcome: 'adopted', kept: [] });
  expect(operations).toEqual(['GetEbsEncryptionByDefault']);
});

test('a change is read again, until the service shows it', async () => {
  const { send, operations, pauses, pause } = api(off, {}, off, on);
  const request = { ...at, properties: {} };
  expect(await applySetting(ebsEncryption, request, send, pause)).toEqual({ outcome: 'changed', kept: [] });
  expect(operations.filter((operation) => operation.startsWith('Enable'))).toHaveLength(1);
  expect(pauses).toEqual([3]);
});

test('a stricter value is kept, and reported', async () => {
  const found = { MinimumPasswordLength: 20, AllowUsersToChangePassword: true };
  const { send, pause } = api({ PasswordPolicy: found });
  const request = { ...at, properties: { MinimumPasswordLength: '14' } };
  expect(await applySetting(passwordPolicy, request, send, pause)).toEqual({
    outcome: 'kept',
    kept: ['MinimumPasswordLength stays 20, which is stricter than 14'],
  });
});

test('an error that says “there is none” is no error', async () => {
  const { send, operations, pause } = api(
    named('NoSuchEntityException'),
    {},
    {
      PasswordPolicy: { MinimumPasswordLength: 14, AllowUsersToChangePassword: true },
    },
  );
  const request = { ...at, properties: { MinimumPasswordLength: '14' } };
  expect(await applySetting(passwordPolicy, request, send, pause)).toMatchObject({ outcome: 'changed' });
  expect(operations).toHaveLength(3);
});

test('an account that Inspector refuses is a failure, although the status is 200', async () => {
  const failedAccounts = [{ errorCode: 'ACCESS_DENIED', errorMessage: 'the account is a member' }];
  const { send, pause } = api({ accounts: [] }, { accounts: [], failedAccounts });
  const request = { ...at, properties: { ResourceTypes: ['ECR'] } };
  const failure = applySetting(inspector, request, send, pause);
  await expect(failure).rejects.toMatchObject({ message: 'ACCESS_DENIED: the account is a member' });
  await expect(failure).rejects.toBeInstanceOf(RefusedCall);
});

test('a new role is refused for some seconds, and tried again', async () => {
  const { send, pauses, pause } = api(named('UnauthorizedOperation'), named('UnauthorizedOperation'), on);
  const request = { account, isNew: true, properties: {} };
  expect(await applySetting(ebsEncryption, request, send, pause)).toMatchObject({ outcome: 'adopted' });
  expect(pauses).toEqual([2, 4]);
});

test('after four refusals a new role is refused', async () => {
  const denied = named('AccessDenied');
  const { send, pauses, pause } = api(denied, denied, denied, denied);
  const request = { account, isNew: true, properties: {} };
  await expect(applySetting(ebsEncryption, request, send, pause)).rejects.toBeInstanceOf(RefusedCall);
  expect(pauses).toEqual([2, 4, 8]);
});

test('an update is not tried again, and another error never is', async () => {
  const update = api(named('AccessDenied'));
  await expect(
    applySetting(ebsEncryption, { ...at, properties: {} }, update.send, update.pause),
  ).rejects.toBeInstanceOf(RefusedCall);
  const create = api(named('ValidationError'));
  await expect(
    applySetting(ebsEncryption, { account, isNew: true, properties: {} }, create.send, create.pause),
  ).rejects.toBeInstanceOf(RefusedCall);
  expect([...update.pauses, ...create.pauses]).toEqual([]);
});
