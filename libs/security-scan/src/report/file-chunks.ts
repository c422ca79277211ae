import { closeSync, openSync, readSync } from 'node:fs';
import type { Chunks } from './json-cursor';

const CHUNK_BYTES = 1024 * 1024;

/**
 * Read a file piece by piece, and close it in the end, whatever happens.
 *
 * @param read gets the pieces; each is valid until the next is asked for
 * @param onChunk called with each piece as it passes: to hash it, or to show progress
 * @throws what the file system says: the caller knows what the file is for
 */
export function withFileChunks<T>(file: string, read: (chunks: Chunks) => T, onChunk?: (chunk: Uint8Array) => void): T {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    return read(() => {
      const bytes = readSync(descriptor, buffer, 0, CHUNK_BYTES, null);
      if (bytes === 0) return undefined;
      const chunk = buffer.subarray(0, bytes);
      onChunk?.(chunk);
      return chunk;
    });
  } finally {
    closeSync(descriptor);
  }
}

/** Line of a place in a file, from 1; only worth its time when something is wrong there. */
export function lineAt(file: string, offset: number): number {
  return withFileChunks(file, (next) => {
    let line = 1;
    let before = 0;
    for (let chunk = next(); chunk !== undefined && before < offset; chunk = next()) {
      const until = Math.min(chunk.length, offset - before);
      for (let at = 0; at < until; at += 1) if (chunk[at] === 0x0a) line += 1;
      before += chunk.length;
    }
    return line;
  });
}
