import { retireAgain, settingsOf } from './options';
import type { RetireOptions } from './options';

const given = {
  model: { name: 'medmo' },
  directory: 'apps/medmo',
  names: ['medmo-lab'],
  revision: '',
  again: '',
  ssm: {},
} as never;
const settings = (options: RetireOptions) => settingsOf(given, options);

describe('the options of a retirement', () => {
  it.each([
    [{ wholePlatform: true }, 'cannot be combined with names (medmo-lab)'],
    [{ lastBackup: ' ' }, '--no-last-backup needs a reason'],
    [{ role: 'admin' }, '--role admin is not the ARN of a role'],
  ])('refuses %j', (options, sentence) => {
    expect(() => settings(options)).toThrow(sentence);
  });

  it('takes a last backup unless there is a reason', () => {
    expect(settings({ lastBackup: true }).decisions.noLastBackup).toBeUndefined();
    expect(settings({ lastBackup: 'exported' }).decisions.noLastBackup).toBe('exported');
  });

  it('are typed again as they were', () => {
    const options = {
      reason: 'the "lab" closed',
      lastBackup: 'exported',
      deleteData: ['db'],
      yes: ['medmo-lab', 'db'],
    };
    expect(retireAgain('apps/medmo', ['medmo-lab'], options)).toBe(
      `careplane retire apps/medmo medmo-lab --run --reason 'the "lab" closed' --no-last-backup exported --delete-data db --yes medmo-lab db`,
    );
  });
});
