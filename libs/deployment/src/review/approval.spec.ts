import { BadInput } from '@careplane/command-line';
import { approve } from './approval';
import type { Risk } from './risks';

const risk = (kind: Risk['kind'], logicalId: string): Risk => ({
  kind,
  stack: 'medmo-data-production',
  logicalId,
  type: 'AWS::RDS::DBInstance',
  path: '',
  words: '',
});
const LOSS = [risk('loses data', 'Database'), risk('loses data', 'Database'), risk('loses data', 'Vault')];
const HARMLESS = [risk('replaced', 'Task'), risk('widens access', 'Role')];

const answering = (answer: string) => ({
  present: true,
  questions: [] as string[],
  ask(question: string) {
    this.questions.push(question);
    return Promise.resolve(answer);
  },
});
const noTerminal = { present: false, ask: () => Promise.reject(new Error('there is no terminal')) };

describe('approve', () => {
  it('takes --yes for whatever loses nothing', async () => {
    expect(await approve(HARMLESS, { yes: true, allowed: [] }, noTerminal, 'medmo')).toEqual({ approved: true });
  });

  it('does not take --yes for a loss that is not named; each is named once', async () => {
    const allowed = ['medmo-data-production/Vault', 'medmo-data-staging/Database'];
    expect(await approve(LOSS, { yes: true, allowed }, noTerminal, 'medmo')).toEqual({
      approved: false,
      why: 'Not deployed: --yes does not allow data loss. To allow it, name the resource:\n  --allow-replace medmo-data-production/Database',
    });
    const all = ['medmo-data-production/Vault', 'medmo-data-production/Database'];
    expect(await approve(LOSS, { yes: true, allowed: all }, noTerminal, 'medmo')).toEqual({ approved: true });
  });

  it.each([
    ['y', true],
    ['YES', true],
    [' y ', true],
    ['', false],
    ['n', false],
    ['medmo', false],
  ])('asks at the terminal: %j means %s', async (answer, approved) => {
    expect(await approve(HARMLESS, { yes: false, allowed: [] }, answering(answer), 'medmo')).toMatchObject({
      approved,
    });
  });

  it.each([
    ['medmo', true],
    ['y', false],
    ['Medmo', false],
  ])('wants the name of the platform where data is lost: %j means %s', async (answer, approved) => {
    const person = answering(answer);
    expect(await approve(LOSS, { yes: false, allowed: [] }, person, 'medmo')).toMatchObject({ approved });
    expect(person.questions).toEqual(['Data will be lost. Type medmo to deploy anyway: ']);
  });

  it('gives the next step without a terminal', async () => {
    const asked = approve(HARMLESS, { yes: false, allowed: [] }, noTerminal, 'medmo');
    await expect(asked).rejects.toThrow(BadInput);
    await expect(asked).rejects.toThrow('run the same command again with --yes');
  });
});
