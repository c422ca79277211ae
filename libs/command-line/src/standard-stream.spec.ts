import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { piped, script } from './testing/child';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'careplane-stream-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const command = (body: string) =>
  script(
    folder,
    `let made = false;
     const property = Object.getOwnPropertyDescriptor(process, 'stdout');
     Object.defineProperty(process, 'stdout', { ...property, get: () => ((made = true), property.get.call(process)) });
     lib.main('careplane-x', (terminal, finish) => ({ parseAsync: async () => { ${body} } }));`,
  );

it('writes to a pipe without a stream of Node.js', () => {
  const body = `terminal.data('x'); terminal.talk('y'); finish(made ? 1 : 0);`;
  expect(piped(command(body), 'true')).toEqual({ exit: 0, stderr: 'y\n' });
});

it('survives a reader that has gone, also where a library writes to the stream itself', () => {
  const body = `for (let i = 0; i < 20; i++) {
      process.stdout.write('x'.repeat(10_000));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    finish(made ? 1 : 0);`;
  expect(piped(command(body), 'true')).toEqual({ exit: 1, stderr: '' });
});
