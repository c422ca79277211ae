import { fstatSync, writeSync } from 'node:fs';
import type { Stream } from './output';

const DESCRIPTORS = { stdout: 1, stderr: 2 };

/**
 * Standard output or standard error of this process. Node.js loads its network code to make the stream of a pipe, which takes a
 * command two milliseconds at each start, so pipes and files are written to by their descriptors. The stream is made for a terminal, and
 * when other code asks for it.
 */
export function standardStream(name: keyof typeof DESCRIPTORS): Stream {
  const fd = DESCRIPTORS[name];
  if (mayBeTerminal(fd)) return process[name];
  return {
    fd,
    write: (text) => writeSync(fd, text),
    on: (event, listener) => whenMade(name, (stream) => stream.on(event, listener)),
  };
}

function mayBeTerminal(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    return true;
  }
}

/** Node.js makes the stream when someone reads the property for the first time. */
function whenMade(name: keyof typeof DESCRIPTORS, act: (stream: Stream) => void): void {
  const property = Object.getOwnPropertyDescriptor(process, name);
  const make = property?.get;
  if (make === undefined) {
    act(process[name]);
    return;
  }
  let isNew = true;
  const get = () => {
    const stream = make.call(process) as Stream;
    if (isNew) act(stream);
    isNew = false;
    return stream;
  };
  Object.defineProperty(process, name, { ...property, get });
}
