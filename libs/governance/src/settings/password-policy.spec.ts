import * as fc from 'fast-check';
import { passwordPolicy, passwordPolicyPlan } from './password-policy';
import type { IamPasswordPolicy } from './password-policy';

const wanted: IamPasswordPolicy = {
  MinimumPasswordLength: 14,
  PasswordReusePrevention: 24,
  MaxPasswordAge: 90,
  RequireSymbols: true,
  RequireNumbers: true,
  RequireUppercaseCharacters: true,
  RequireLowercaseCharacters: true,
  AllowUsersToChangePassword: true,
};
const complete = { ...wanted, HardExpiry: false };

test.each<[what: string, current: IamPasswordPolicy | undefined, input: object | undefined, kept: string[]]>([
  ['no policy', undefined, complete, []],
  ['the wanted policy', complete, undefined, []],
  ['the wanted policy, without the flag that is off', wanted, undefined, []],
  ['shorter passwords', { ...complete, MinimumPasswordLength: 8 }, complete, []],
  ['no expiry', { ...complete, MaxPasswordAge: 0 }, complete, []],
  [
    'longer passwords',
    { ...complete, MinimumPasswordLength: 20 },
    undefined,
    ['MinimumPasswordLength stays 20, which is stricter than 14'],
  ],
  [
    'a shorter life, and no symbols',
    { ...complete, MaxPasswordAge: 60, RequireSymbols: false },
    { ...complete, MaxPasswordAge: 60 },
    ['MaxPasswordAge stays 60, which is stricter than 90'],
  ],
  ['a hard expiry', { ...complete, HardExpiry: true }, undefined, ['HardExpiry stays on']],
  [
    'users who may not change their passwords',
    { ...complete, AllowUsersToChangePassword: false, RequireNumbers: false },
    { ...complete, AllowUsersToChangePassword: false },
    ['AllowUsersToChangePassword stays false'],
  ],
])('%s', (_, found, input, kept) => {
  const plan = passwordPolicyPlan(wanted, found);
  expect(plan.calls.map((call) => call.input)).toEqual(input === undefined ? [] : [input]);
  expect(plan.kept).toEqual(kept);
});

test('values come from CloudFormation as text', () => {
  const properties = { ServiceToken: 'arn', MinimumPasswordLength: '14', RequireSymbols: 'true', HardExpiry: 'false' };
  const { calls } = passwordPolicy.plan({ properties, answers: [undefined] }, '111122223333');
  expect(calls[0]?.input).toMatchObject({ MinimumPasswordLength: 14, RequireSymbols: true, HardExpiry: false });
  expect(calls[0]?.input).not.toHaveProperty('MaxPasswordAge');
});

const policies = fc.record(
  {
    MinimumPasswordLength: fc.integer({ min: 6, max: 128 }),
    PasswordReusePrevention: fc.integer({ min: 1, max: 24 }),
    MaxPasswordAge: fc.integer({ min: 1, max: 1095 }),
    RequireSymbols: fc.boolean(),
    RequireNumbers: fc.boolean(),
    HardExpiry: fc.boolean(),
  },
  { requiredKeys: ['MinimumPasswordLength'] },
);

test('no plan weakens the account, and after a plan nothing is left to do', () => {
  fc.assert(
    fc.property(policies, policies, (asked, found) => {
      const [call] = passwordPolicyPlan(asked, found).calls;
      const after = (call?.input ?? found) as IamPasswordPolicy;
      expect(after.MinimumPasswordLength ?? 0).toBeGreaterThanOrEqual(found.MinimumPasswordLength);
      expect(after.PasswordReusePrevention ?? 0).toBeGreaterThanOrEqual(found.PasswordReusePrevention ?? 0);
      expect(after.MaxPasswordAge ?? Infinity).toBeLessThanOrEqual(found.MaxPasswordAge ?? Infinity);
      expect(after.RequireSymbols === true || found.RequireSymbols !== true).toBe(true);
      expect(after.HardExpiry === true || found.HardExpiry !== true).toBe(true);
      expect(passwordPolicyPlan(asked, after).calls).toEqual([]);
    }),
  );
});
