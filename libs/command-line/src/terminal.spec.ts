import { terminalOn } from './terminal';

function streams(isTTY: boolean, columns?: number) {
  const written: string[] = [];
  const out = { write: (text: string) => written.push(`out ${JSON.stringify(text)}`) };
  const err = { isTTY, columns, write: (text: string) => written.push(`err ${JSON.stringify(text)}`) };
  return { written, terminal: terminalOn({ out, err }) };
}

describe('progress', () => {
  it('is replaced on a terminal, and gone before anything else is printed', () => {
    const { written, terminal } = streams(true);
    terminal.progress('one');
    terminal.progress('two');
    terminal.data('answer');
    terminal.talk('next');
    expect(written).toEqual([
      'err "one"',
      'err "\\r\\u001b[2K"',
      'err "two"',
      'err "\\r\\u001b[2K"',
      'out "answer\\n"',
      'err "next\\n"',
    ]);
  });

  it('is plain lines elsewhere', () => {
    const { written, terminal } = streams(false);
    terminal.progress('one');
    terminal.progress('two');
    terminal.data('answer');
    expect(written).toEqual(['err "one\\n"', 'err "two\\n"', 'out "answer\\n"']);
  });

  it.each([
    [20, 19],
    [undefined, 79],
  ])('is cut on a terminal of %s columns: a line that wraps could not be erased', (columns, length) => {
    const { written, terminal } = streams(true, columns);
    terminal.progress('x'.repeat(200));
    expect(written).toEqual([`err "${'x'.repeat(length - 1)}…"`]);
  });
});
