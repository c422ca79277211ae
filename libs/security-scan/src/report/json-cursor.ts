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
const [SPACE, LINE_FEED] = [0x20, 0x0a];
const END = -1;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Trivy indents the elements of its lists by 8. */
const MAXIMUM_INDENT = 16;
/** One a piece is usual, where the object goes on in the next; a file with more of them is laid out in another way. */
const MAXIMUM_MISSES = 8;
/** A closing brace alone on its line, by how far it is indented. */
const CLOSING = Array.from({ length: MAXIMUM_INDENT + 1 }, (_, indent) => Buffer.from(`\n${' '.repeat(indent)}}`));

/** What ends a number or a word. */
const ENDS_SCALAR = new Uint8Array(256);
for (const byte of [0x20, 0x09, 0x0a, 0x0d, COMMA, COLON, CLOSE_ARRAY, CLOSE_OBJECT]) ENDS_SCALAR[byte] = 1;

/**
 * Walks through JSON of any size, piece by piece, at the level of bytes. The walker decides at each object or array
 * whether to step into it or to take it as one value; only the value that is taken is held in memory. Every byte is
 * either checked here or given to JSON.parse, so that what is walked to the end is JSON.
 */
export class JsonCursor {
  private memory = Buffer.alloc(0);
  /** The part of the memory that is filled. */
  private buffer = this.memory;
  private position = 0;
  /** Bytes before the buffer. */
  private before = 0;
  private ended = false;
  private begun = false;
  /** How often in a row an object was not laid out as Trivy does. */
  private misses = 0;

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
    const first = this.skipBlanks();
    const offset = this.offset;
    if (first === OPEN_OBJECT && this.misses < MAXIMUM_MISSES) {
      const quick = this.indentedObject();
      this.misses = quick === undefined ? this.misses + 1 : 0;
      if (quick !== undefined) return quick;
    }
    const end = this.endOfValue();
    const text = this.buffer.toString('utf8', this.position, end);
    this.position = end;
    try {
      return JSON.parse(text);
    } catch {
      throw new Unreadable('is not valid JSON', offset);
    }
  }

  /**
   * Take an object as Trivy lays it out: its last brace is under its first, alone on a line. Where that is, is found
   * many times faster than by walking, and can only be right: a text is a whole value at one length or at none.
   */
  private indentedObject(): unknown {
    const { buffer, position } = this;
    let indent = 0;
    while (buffer[position - indent - 1] === SPACE) indent += 1;
    if (buffer[position - indent - 1] !== LINE_FEED || indent > MAXIMUM_INDENT) return undefined;
    const brace = buffer.indexOf(CLOSING[indent] as Buffer, position);
    if (brace === -1) return undefined;
    const end = brace + indent + 2;
    try {
      const value: unknown = JSON.parse(buffer.toString('utf8', position, end));
      this.position = end;
      return value;
    } catch {
      return undefined;
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
    return new Unreadable(`has ${found} instead of ${wanted}`, this.offset);
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
        throw new Unreadable(`contains one value of more than ${MAXIMUM_VALUE_BYTES / 1024 / 1024} MiB`, this.offset);
      }
      if (!this.more()) {
        if (inScalar) return this.buffer.length;
        throw new Unreadable('ends before it is complete', this.before + this.buffer.length);
      }
    }
  }

  /** Windows' tools write one in front of a text. It may be cut by the end of a piece. */
  private skipByteOrderMark(): void {
    if (
      this.buffer.length < BYTE_ORDER_MARK.length &&
      this.buffer.equals(BYTE_ORDER_MARK.subarray(0, this.buffer.length))
    ) {
      this.more();
      return;
    }
    this.begun = true;
    if (this.buffer.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)) this.position = BYTE_ORDER_MARK.length;
  }

  /** Put the next piece behind what is not yet taken. */
  private more(): boolean {
    if (this.ended) return false;
    const chunk = this.chunks();
    if (chunk === undefined) {
      this.ended = true;
      return false;
    }
    const left = this.buffer.length - this.position;
    const length = left + chunk.length;
    const kept = this.buffer.subarray(this.position);
    // One memory for all pieces, which grows with the largest value: a new one for each would keep the collector busy.
    if (length > this.memory.length) {
      const larger = Buffer.allocUnsafe(2 * length);
      larger.set(kept);
      this.memory = larger;
    } else {
      this.memory.copyWithin(0, this.position, this.buffer.length);
    }
    this.memory.set(chunk, left);
    this.before += this.position;
    this.buffer = this.memory.subarray(0, length);
    this.position = 0;
    if (!this.begun) this.skipByteOrderMark();
    return true;
  }
}
