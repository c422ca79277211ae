import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { piped, script, started } from './testing/child';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'careplane-main-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A command line whose command is this body of an async function. */
const command = (body: string) =>
  script(
    folder,
    `const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
     lib.main('careplane-x', (terminal, finish) => ({ parseAsync: async () => { ${body} } }));`,
  );

describe.each(['true', 'read line'])('in a pipe to "%s", a command', (reader) => {
  it('ends as it would have ended, and quietly', () => {
    const args = command(
      `for (let i = 0; i < 20; i++) { terminal.data('x'.repeat(10_000)); await pause(); } finish(1);`,
    );
    expect(piped(args, reader)).toEqual({ exit: 1, stderr: '' });
  });

  it('goes on to the end of what it does', () => {
    const file = join(folder, 'done');
    // More than a pipe holds, so that the reader must have gone before the work is done.
    const args = command(`for (let i = 0; i < 20; i++) { terminal.data('x'.repeat(10_000)); await pause(); }
      console.log('from a library'); require('fs').writeFileSync(${JSON.stringify(file)}, 'all');`);
    expect(piped(args, reader)).toEqual({ exit: 0, stderr: '' });
    expect(existsSync(file) && readFileSync(file, 'utf8')).toBe('all');
  });
});

it('goes on without anybody who reads what it tells', async () => {
  const file = join(folder, 'done');
  const args = command(`terminal.talk('ready'); for (let i = 0; i < 20; i++) { terminal.talk('more'); await pause(); }
    require('fs').writeFileSync(${JSON.stringify(file)}, 'all'); finish(4);`);
  const { child, ended, printed } = started(args);
  await printed('ready');
  child.stderr?.destroy();
  expect(await ended).toMatchObject({ code: 4, signal: null });
  expect(readFileSync(file, 'utf8')).toBe('all');
});

(existsSync('/dev/full') ? it : it.skip)('says that not everything could be written, and that is no success', () => {
  const args = command(`terminal.data('x');`);
  const { exit, stderr } = piped(
    [
      '-e',
      `
    const { status, stderr } = require('child_process').spawnSync(process.execPath, ${JSON.stringify(args)}, { stdio: ['ignore', require('fs').openSync('/dev/full', 'w'), 'pipe'], encoding: 'utf8' });
    process.stderr.write(stderr); process.exitCode = status;`,
    ],
    'true',
  );
  expect({ exit, stderr }).toEqual({
    exit: 3,
    stderr: 'The output is incomplete: the disk is full: free space, then run the same command again (ENOSPC).\n',
  });
});

describe('an error that was not caught', () => {
  it.each([
    ['in a timer', `setTimeout(() => { throw new lib.ToolFailed('Start it.'); }); await pause();`],
    ['of a promise', `void Promise.reject(new lib.ToolFailed('Start it.')); await pause();`],
  ])('%s is explained in words', (_, body) => {
    expect(piped(command(body), 'true')).toEqual({ exit: 3, stderr: 'Start it.\n' });
  });
});

it('writes nothing that steers the terminal', async () => {
  const { ended } = started(
    command(`terminal.data('a\\u001b[2Jb'); terminal.talk('c\\u009b2Jd'); terminal.progress('e\\u0007');`),
  );
  const { text } = await ended;
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  expect(text).toContain('a\\u001b[2Jb\n');
});

describe('a signal', () => {
  const STOP = `const stopping = lib.stopOnSignal('Stopping when it is done.', terminal.talk);`;

  it('ends a command that waits for nothing at once', async () => {
    const { child, ended, printed } = started(
      command(`terminal.talk('ready'); await new Promise(() => setInterval(() => 0, 1000));`),
    );
    await printed('ready');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ signal: 'SIGTERM' });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('%s lets a command end its work', async (signal) => {
    const { child, ended, printed } = started(
      command(
        `${STOP} terminal.talk('ready'); while (!stopping.asked()) await pause(); stopping.end(); terminal.talk('tidy'); finish(1);`,
      ),
    );
    await printed('ready');
    child.kill(signal);
    expect(await ended).toEqual({ code: 1, signal: null, text: 'ready\nStopping when it is done.\ntidy\n' });
  });

  it('that comes again ends it', async () => {
    const { child, ended, printed } = started(
      command(`${STOP} terminal.talk('ready'); await new Promise(() => setInterval(() => 0, 1000));`),
    );
    await printed('ready');
    child.kill('SIGTERM');
    await printed('Stopping when');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 3, signal: null });
  });
});
