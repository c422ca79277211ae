import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Readable } from 'node:stream';
import { BadInput } from '@careplane/command-line';
import { foreignTo, isGzip, utf8Decoder } from '@careplane/cost-model/bill';
import { systemErrorReason } from '@careplane/problems';

/**
 * Hand a text file, gzipped or not, over piece by piece.
 *
 * @param take false to stop reading
 * @throws BadInput when the file cannot be read, or is none of text
 */
export async function readPieces(file: string, take: (text: string) => boolean | void): Promise<void> {
  const decoder = utf8Decoder();
  let stopped = false;
  await readBytes(file, (bytes) => {
    stopped = take(decoder.write(bytes)) === false;
    return !stopped;
  });
  if (!stopped) take(decoder.end());
}

/** `readPieces`, of the bytes of the text. */
export async function readBytes(file: string, take: (bytes: Uint8Array) => boolean): Promise<void> {
  const begin = beginOf(file);
  const gzip = isGzip(begin);
  const foreign = gzip ? undefined : foreignTo(begin);
  if (foreign !== undefined) throw new BadInput(`${file} is ${foreign.what}. To correct it, ${foreign.fix}.`);
  let stopped = false;
  let refused: BadInput | undefined;
  const consume = async (source: AsyncIterable<unknown>): Promise<void> => {
    let first = gzip;
    for await (const piece of source) {
      const bytes = piece as Buffer;
      const inside = first ? foreignTo(bytes) : undefined;
      first = false;
      if (inside !== undefined)
        refused = new BadInput(`${file} contains ${inside.what}. To correct it, ${inside.fix}.`);
      stopped = inside !== undefined || !take(bytes);
      if (stopped) return;
    }
  };
  const source: Readable = createReadStream(file, { highWaterMark: 1 << 18 });
  try {
    await (gzip ? pipeline(source, createGunzip(), consume) : pipeline(source, consume));
  } catch (error) {
    // Streams report an error when they are not read to the end.
    if (!stopped) throw unreadable(file, error);
  }
  if (refused !== undefined) throw refused;
}

function unreadable(file: string, error: unknown): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code?.startsWith('Z_')) return new BadInput(`${file} is a damaged gzip file (${message}). Download it again.`);
  // What the reader throws is a fault of this program.
  if (code === undefined) return error as Error;
  return new BadInput(`${file} cannot be read: ${systemErrorReason(error)}. Check the path.`);
}

/**
 * The first bytes of a file.
 *
 * @throws BadInput when it cannot be read
 */
export function beginOf(file: string): Uint8Array {
  const bytes = new Uint8Array(4096);
  try {
    const handle = openSync(file, 'r');
    try {
      return bytes.subarray(0, readSync(handle, bytes));
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw new BadInput(`${file} cannot be read: ${systemErrorReason(error)}. Check the path.`);
  }
}
