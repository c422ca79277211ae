import { EventEmitter } from 'node:events';
import { outputOn } from './output';

function stream() {
  const written: string[] = [];
  return { written, stream: Object.assign(new EventEmitter(), { write: (text: string) => written.push(text) }) };
}

const fault = (code: string) => Object.assign(new Error(`write ${code}`), { code });

it('drops what comes after the reader has gone, and has lost nothing that was wanted', () => {
  const { written, stream: to } = stream();
  const output = outputOn(to);
  output.write('one');
  to.emit('error', fault('EPIPE'));
  output.write('two');
  to.emit('error', fault('EPIPE'));
  expect(written).toEqual(['one']);
  expect(output.lost()).toBeUndefined();
});

it('says why not everything could be written', () => {
  const { stream: to } = stream();
  const output = outputOn(to);
  to.emit('error', fault('ENOSPC'));
  to.emit('error', fault('EPIPE'));
  expect(output.lost()).toBe(
    'The output is incomplete: the disk is full: free space, then run the same command again (ENOSPC).',
  );
});
