/** Why a text is not JSON that we can read; thrown inside the reader only, which turns it into a problem. */
export class Unreadable extends Error {
  constructor(
    message: string,
    /** Bytes before the place. */
    readonly offset: number,
  ) {
    super(message);
  }
}

/** The next piece of a file, or undefined at its end. A piece may be reused once the next one is asked for. */
export type Chunks = () => Uint8Array | undefined;

/** More than a real value ever takes (the largest we know is 2 MB), and far below what one string can hold in V8. */
export const MAXIMUM_VALUE_BYTES = 32 * 1024 * 1024;
/** Trivy's own reports are 9 levels deep. */
const MAXIMUM_DEPTH = 200;

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const END = -1;

/** What ends a number or a word. */
const ENDS_SCALAR = new Uint8Array(256);
for (const byte of [0x20, 0x09, 0x0a, 0x0d, COMMA, COLON, CLOSE_ARRAY, CLOSE_OBJECT]) ENDS_SCALAR[byte] = 1;

/**
 * Walks through JSON of any size, piece by piece, at the level of bytes. The walker decides at each object or array
 * whether to step into it or to take it as one value; only the value that is taken is held in memory. Every byte is
 * either checked here or given to JSON.parse, so that what is walked to the end is JSON.
 */
export class JsonCursor {
  private buffer = Buffer.alloc(0);
  private position = 0;
  /** Bytes before the buffer. */
  private before = 0;
  private ended = false;

  constructor(private readonly chunks: Chunks) {}

  get offset(): number {
    return this.before + this.position;
  }

  /** The first byte of the next value, without taking it: `{`, `[`, `"`, …; empty at the end of the text. */
  peek(): string {
    const byte = this.skipBlanks();
    return byte === END ? '' : String.fromCharCode(byte);
  }

  /** The keys of an object, each to be followed by exactly one value, read or walked through by the caller. */
  *keys(): Generator<string> {
    this.expect(OPEN_OBJECT, '{');
    if (this.skipBlanks() === CLOSE_OBJECT) return void (this.position += 1);
    for (;;) {
      if (this.skipBlanks() !== QUOTE) throw this.unexpected('a key in double quotes');
      const key = this.value() as string;
      this.expect(COLON, ':');
      yield key;
      if (!this.another(CLOSE_OBJECT)) return;
    }
  }

  /** Stands before each element of an array in turn; the caller reads or walks through it. Gives its index. */
  *elements(): Generator<number> {
    this.expect(OPEN_ARRAY, '[');
    if (this.skipBlanks() === CLOSE_ARRAY) return void (this.position += 1);
    for (let index = 0; ; index += 1) {
      yield index;
      if (!this.another(CLOSE_ARRAY)) return;
    }
  }

  /** Take the next value whole. */
  value(): unknown {
    this.skipBlanks();
    const offset = this.offset;
    const end = this.endOfValue();
    const text = this.buffer.toString('utf8', this.position, end);
    this.position = end;
    try {
      return JSON.parse(text);
    } catch {
      throw new Unreadable('is not valid JSON', offset);
    }
  }

  /** Nothing but blanks may follow. */
  end(): void {
    if (this.skipBlanks() !== END) throw this.unexpected('the end of the file');
  }

  private another(close: number): boolean {
    const byte = this.skipBlanks();
    if (byte !== COMMA && byte !== close) throw this.unexpected(`, or ${String.fromCharCode(close)}`);
    this.position += 1;
    return byte === COMMA;
  }

  private expect(byte: number, name: string): void {
    if (this.skipBlanks() !== byte) throw this.unexpected(name);
    this.position += 1;
  }

  private unexpected(wanted: string): Unreadable {
    const byte = this.buffer[this.position];
    if (byte === undefined) return new Unreadable('ends before it is complete', this.offset);
    const found = byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `byte 0x${byte.toString(16)}`;
    return new Unreadable(`has ${found} where ${wanted} is due`, this.offset);
  }

  private skipBlanks(): number {
    for (;;) {
      const { buffer } = this;
      for (; this.position < buffer.length; this.position += 1) {
        const byte = buffer[this.position] as number;
        if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
      }
      if (!this.more()) return END;
    }
  }

  /** Where the value ends that begins at the position; all of it is in the buffer then. */
  private endOfValue(): number {
    let at = 0;
    let depth = 0;
    let inString = false;
    let inScalar = false;
    for (;;) {
      const { buffer, position } = this;
      const length = buffer.length - position;
      while (at < length) {
        const byte = buffer[position + at] as number;
        if (inString) {
          if (byte === BACKSLASH) {
            // The escaped byte may be in the next piece: it is skipped there all the same.
            at += 2;
            continue;
          }
          at += 1;
          if (byte !== QUOTE) continue;
          inString = false;
          if (depth === 0) return position + at;
        } else if (inScalar) {
          if (ENDS_SCALAR[byte] === 1) return position + at;
          at += 1;
        } else if (byte === QUOTE) {
          inString = true;
          at += 1;
        } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
          depth += 1;
          if (depth > MAXIMUM_DEPTH) throw new Unreadable(`is nested deeper than ${MAXIMUM_DEPTH} levels`, this.offset);
          at += 1;
        } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
          if (depth === 0) throw this.unexpected('a value');
          depth -= 1;
          at += 1;
          if (depth === 0) return position + at;
        } else {
          if (depth === 0) inScalar = true;
          at += 1;
        }
      }
      if (length > MAXIMUM_VALUE_BYTES) {
        throw new Unreadable(`holds one value of more than ${MAXIMUM_VALUE_BYTES / 1024 / 1024} MiB`, this.offset);
      }
      if (!this.more()) {
        if (inScalar) return this.buffer.length;
        throw new Unreadable('ends before it is complete', this.before + this.buffer.length);
      }
    }
  }

  /** Put the next piece behind what is not yet taken. */
  private more(): boolean {
    if (this.ended) return false;
    const chunk = this.chunks();
    if (chunk === undefined) {
      this.ended = true;
      return false;
    }
    this.before += this.position;
    // A piece of its own each time: the source may reuse the memory.
    this.buffer = Buffer.concat([this.buffer.subarray(this.position), chunk]);
    this.position = 0;
    return true;
  }
}
