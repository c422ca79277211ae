import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { BadInput, EXIT, Refused, ToolFailed } from './outcome';
import type { Exit } from './outcome';
import { askedFormat } from './problem-data';
import { withTemporaryFolder } from './temporary';
import { captured } from './testing';

const ran = (parse: (finish: (exit: Exit) => void) => unknown) => captured('careplane-x', parse);

const thrown = (error: unknown) =>
  ran(() => {
    throw error;
  });

const PROBLEM = {
  file: 'a.yaml',
  line: 3,
  path: 'port',
  message: 'is wrong',
  given: '0',
  allowed: '1',
  fix: 'write 1',
};

describe('a command line ends', () => {
  it('with 0, or the code of its command', async () => {
    expect(await ran(() => undefined)).toEqual({ exit: 0, stdout: '', stderr: '' });
    expect(await ran((finish) => finish(EXIT.notPublished))).toEqual({ exit: 4, stdout: '', stderr: '' });
  });

  it('with 2 after usage that is wrong, with 0 after help', async () => {
    const parse = (...args: string[]) =>
      ran(() =>
        new Command('careplane-x')
          .exitOverride()
          .configureOutput({ writeOut: () => undefined, writeErr: () => undefined })
          .parseAsync(['node', 'careplane-x', ...args]),
      );
    expect((await parse('--nothing')).exit).toBe(2);
    expect((await parse('--help')).exit).toBe(0);
  });

  it.each([
    ['bad input', new BadInput('Correct it.'), 2],
    ['a tool that failed', new ToolFailed('Start it.'), 3],
    ['an answer that is no', new Refused('Scan again.'), 1],
  ])('after %s in words', async (_, error, exit) => {
    expect(await thrown(error)).toEqual({ exit, stdout: '', stderr: `${error.message}\n` });
  });

  it('after bad input with every problem', async () => {
    const { exit, stderr } = await thrown(
      new BadInput('2 problems.', [PROBLEM, { ...PROBLEM, file: 'b.yaml', line: 0 }]),
    );
    expect(exit).toBe(2);
    expect(stderr).toMatch(
      /^a\.yaml:3\n {2}port is wrong\.\n[^]*\n\nb\.yaml\n {2}port is wrong\.\n[^]*\n\n2 problems\.\n$/,
    );
  });

  it('after a fault of its own by its name, with the stack', async () => {
    const { exit, stderr } = await thrown(new TypeError('a bug'));
    expect(exit).toBe(3);
    expect(stderr).toMatch(/^internal error in careplane-x; .*\nTypeError: a bug\n\s+at /);
  });
});

describe('what the operating system refuses is runCommand in words', () => {
  const refused = (work: (folder: string) => unknown) => ran(() => withTemporaryFolder(work));

  it('a file in no folder', async () => {
    const { exit, stderr } = await refused((folder) => writeFileSync(join(folder, 'none/x'), ''));
    expect(exit).toBe(3);
    expect(stderr).toMatch(/none\/x: its folder does not exist: .* \(ENOENT\)\.\n$/);
  });

  it('a folder where a file is needed, and a file where a folder is', async () => {
    const folder = await refused((at) => writeFileSync(at, ''));
    expect(folder.stderr).toMatch(/: it is a folder: .* \(EISDIR\)\.\n$/);
    const file = await refused((at) => {
      writeFileSync(join(at, 'x'), '');
      mkdirSync(join(at, 'x/y'));
    });
    expect(file.stderr).toMatch(/: a file is in the way: .* \(ENOTDIR\)\.\n$/);
  });

  it('a disk that is full', async () => {
    const { exit, stderr } = await thrown(Object.assign(new Error('write'), { code: 'ENOSPC' }));
    expect({ exit, stderr }).toEqual({
      exit: 3,
      stderr: 'the disk is full: free space, then run the same command again (ENOSPC).\n',
    });
  });

  it('but not what only looks like it', async () => {
    expect((await thrown(Object.assign(new Error('x'), { code: 'toString' }))).stderr).toContain('internal error in');
  });
});

describe('with --json', () => {
  const asJson = async (error: Error) => {
    const left = await captured(
      'careplane-x',
      () => {
        throw error;
      },
      'json',
    );
    return { ...left, data: JSON.parse(left.stdout) as { problems: unknown[] } };
  };

  it('bad input is data on standard output, and words on standard error', async () => {
    const { exit, stderr, data } = await asJson(new BadInput('1 problem.', [PROBLEM]));
    expect({ exit, data }).toEqual({ exit: 2, data: { problems: [PROBLEM] } });
    expect(stderr).toContain('port is wrong.');
  });

  it('a sentence without problems and wrong usage are a problem of the command line', async () => {
    expect((await asJson(new BadInput('Give --out.'))).data.problems).toMatchObject([
      { file: 'command line', message: 'Give --out.', fix: 'Give --out.' },
    ]);
    const usage = new CommanderError(1, 'commander.unknownOption', "error: unknown option '--x'");
    expect((await asJson(usage)).data.problems).toMatchObject([{ message: "unknown option '--x'" }]);
  });

  it.each([
    [['check', '--json'], 'json'],
    [['estimate', '--format', 'json'], 'json'],
    [['estimate', '--format=json'], 'json'],
    [['check', '--sarif'], 'sarif'],
    [['report', '--format', 'sarif'], 'sarif'],
    [['estimate', '--format', 'table'], undefined],
    [['image', '--', '--json'], undefined],
    [[], undefined],
  ])('%j asks for data: %p', (args, asked) => expect(askedFormat(args)).toBe(asked));
});

it('with --sarif bad input is at its file and line, relative to the folder, and a result stays the same alert when it moves', async () => {
  const results = async (line: number) => {
    const thrower = () => {
      throw new BadInput('1 problem.', [{ ...PROBLEM, file: join(process.cwd(), 'a b.yaml'), line }]);
    };
    const { exit, stdout } = await captured('careplane-x', thrower, 'sarif');
    expect(exit).toBe(2);
    return (JSON.parse(stdout) as { runs: { results: { partialFingerprints: object }[] }[] }).runs[0]?.results ?? [];
  };
  const [moved] = await results(9);
  expect(await results(0)).toMatchObject([
    {
      message: { text: 'port is wrong. given: 0; allowed: 1; fix: write 1' },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'a%20b.yaml' }, region: { startLine: 1 } } }],
      partialFingerprints: moved?.partialFingerprints,
    },
  ]);
});
