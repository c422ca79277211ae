import { confirmNames } from './confirm';

const NAMES = [
  { name: 'preview', question: 'preview will be retired.' },
  { name: 'medmo-preview', question: 'The data of medmo-preview will be deleted.' },
];
const typing = (...answers: string[]) => {
  const asked: string[] = [];
  const ask = (question: string) => {
    asked.push(question);
    return Promise.resolve(answers[asked.length - 1] ?? '');
  };
  return { asker: { present: true, ask }, asked };
};

describe('agreeing to a retirement', () => {
  it('takes every name, each typed for itself', async () => {
    const { asker, asked } = typing('preview', 'medmo-preview');
    await expect(confirmNames(NAMES, undefined, asker)).resolves.toEqual({ approved: true });
    expect(asked[1]).toBe('The data of medmo-preview will be deleted. Type medmo-preview to agree: ');
  });

  it.each([[['preview', 'yes']], [['y']], [[]]])('is no with %j', async (answers) => {
    await expect(confirmNames(NAMES, undefined, typing(...answers).asker)).resolves.toMatchObject({ approved: false });
  });

  it('takes every name in --yes, too', async () => {
    const absent = { present: false, ask: () => Promise.reject(new Error('no one is there')) };
    await expect(confirmNames(NAMES, ['medmo-preview', 'preview'], absent)).resolves.toEqual({ approved: true });
    await expect(confirmNames(NAMES, ['preview'], absent)).resolves.toMatchObject({
      why: expect.stringContaining('--yes preview --yes medmo-preview'),
    });
    await expect(confirmNames(NAMES, undefined, absent)).rejects.toThrow('There is no terminal');
  });
});
