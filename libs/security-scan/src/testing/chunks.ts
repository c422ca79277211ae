import type { Chunks } from '../report/json-cursor';

/** Bytes in pieces of a size, the piece's memory used again for the next as a file's is. */
export function chunksOf(text: string | Uint8Array, size = 64 * 1024): Chunks {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const piece = Buffer.alloc(size);
  let at = 0;
  return () => {
    if (at >= bytes.length) return undefined;
    const length = Math.min(size, bytes.length - at);
    piece.set(bytes.subarray(at, at + length));
    at += length;
    return piece.subarray(0, length);
  };
}
