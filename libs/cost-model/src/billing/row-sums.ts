import { quotedCells } from '../csv/quoted-cells';
import type { BillColumns } from './bill-reader';
import { RunningTotal } from './running-total';
import { unitsOfBytes } from './units';
import type { MutableUnits } from './units';

/** Rows of a bill that differ in amounts only. */
interface Group {
  /** Bytes of what is the same in each row. */
  readonly key: Uint8Array;
  readonly states: number;
  /** Text of the cells that are read, in the order of `positions`; of the first row, and without amounts. */
  readonly texts: readonly string[];
  /** Number of the first row. */
  readonly row: number;
  /** Rows that are added here: all but the first. */
  rows: number;
  readonly totals: readonly RunningTotal[];
  /** The first row cannot be read, and so none of them. */
  broken: boolean;
}

interface BytesOfRow {
  readonly bytes: Buffer;
  readonly from: number;
  readonly ends: Int32Array;
  readonly row: number;
}

/** Takes a row of a bill. @returns whether it could be read */
export type TakeRow = (cells: readonly string[], row: number, rows?: number) => boolean;

/** Rows of more kinds than this are taken one by one, because memory would grow with the file. */
const MAX_KINDS = 20_000;
const [QUOTE, COMMA, HYPHEN, SLASH] = [34, 44, 45, 47];
/** Characters of a date that say its month: `2026-09-`. */
const MONTH_LENGTH = 8;
/** What an amount is, in two bits. A service whose amounts are all zero is not on the bill; one with 5 and -5 is. */
const [ZERO, OTHER, EMPTY] = [0, 1, 2];

/**
 * Adds rows of a bill that are alike, as bytes, before anything is read in them: a month has millions of rows, of some thousand
 * kinds. The first row of each kind is taken at once, as it is, so that messages about the bill name the same row as before.
 */
export class RowSums {
  /** Positions of the cells that are the same in each row of a kind: dates, of which only the month counts, and others. */
  private readonly dates: readonly number[];
  private readonly texts: readonly number[];
  /** Where these cells begin and end in the row that is added. */
  private readonly begins: Int32Array;
  private readonly stops: Int32Array;
  private readonly amounts: readonly number[];
  private readonly units: readonly MutableUnits[];
  /** Positions of the cells that are read: those of a kind, and amounts. */
  private readonly positions: readonly number[];
  /** The row that is taken. */
  private readonly cells: string[];
  private readonly groups: Group[] = [];
  /** Positions in `groups`, from 1, by hash; 0 is free. */
  private readonly slots = new Int32Array(4 * MAX_KINDS);

  constructor(
    columns: BillColumns,
    width: number,
    private readonly take: TakeRow,
    private readonly maxKinds = MAX_KINDS,
  ) {
    this.amounts = [...columns.amounts];
    this.dates = [...columns.dates];
    this.texts = [...columns.needed].filter(
      (position) => !columns.amounts.has(position) && !columns.dates.has(position),
    );
    this.positions = [...this.dates, ...this.texts, ...this.amounts];
    this.cells = Array.from({ length: width }, () => '');
    this.begins = new Int32Array(this.dates.length + this.texts.length);
    this.stops = new Int32Array(this.begins.length);
    this.units = this.amounts.map(() => ({ units: 0, places: 0 }));
  }

  /**
   * Adds a row.
   *
   * @param from begin of the row in the bytes
   * @param ends end of each of its cells
   * @param row number of the row
   * @returns false if an amount has an unusual form, or the row is broken: it is to be read by itself
   */
  add(bytes: Buffer, from: number, ends: Int32Array, row: number): boolean {
    const states = this.readAmounts(bytes, from, ends);
    if (states < 0) return false;
    this.findKey(bytes, from, ends);
    let slot = this.hash(bytes, states) % this.slots.length;
    for (;;) {
      const index = this.slots[slot] as number;
      if (index === 0) return this.addGroup({ bytes, from, ends, row }, states, slot);
      const group = this.groups[index - 1] as Group;
      if (group.states === states && this.isAlike(group.key, bytes)) {
        // The message about a broken row quotes this row.
        if (group.broken) return false;
        this.addTo(group);
        return true;
      }
      slot = (slot + 1) % this.slots.length;
    }
  }

  /** Takes the sums. */
  end(): void {
    for (const { texts, row, rows, totals, states } of this.groups) {
      if (rows === 0) continue;
      for (const [index, text] of texts.entries()) this.cells[this.positions[index] ?? 0] = text;
      for (const [index, position] of this.amounts.entries())
        this.cells[position] = stateAt(states, index) === EMPTY ? '' : (totals[index]?.value().toString() ?? '');
      this.take(this.cells, row, rows);
    }
    this.groups.length = 0;
  }

  private addTo(group: Group): void {
    group.rows += 1;
    for (let index = 0; index < this.amounts.length; index += 1) {
      if (stateAt(group.states, index) !== EMPTY) {
        const { units, places } = this.units[index] as MutableUnits;
        group.totals[index]?.addUnits(units, places);
      }
    }
  }

  private addGroup({ bytes, from, ends, row }: BytesOfRow, states: number, slot: number): boolean {
    for (const position of this.positions) {
      const text = bytes.toString('utf8', beginOf(from, ends, position), ends[position]);
      this.cells[position] = text.startsWith('"') ? (quotedCells(text)?.[0] ?? text) : text;
    }
    const broken = !this.take(this.cells, row);
    if (this.groups.length >= this.maxKinds) return true;
    const texts = this.positions.slice(0, this.begins.length).map((position) => this.cells[position] ?? '');
    const parts = [...this.begins].map((begin, index) => bytes.subarray(begin, this.stops[index]));
    const key = Buffer.concat(parts.flatMap((part) => [part, Buffer.from(',')]));
    const totals = this.amounts.map(() => new RunningTotal());
    this.groups.push({ key: new Uint8Array(key), states, texts, row, rows: 0, totals, broken });
    this.slots[slot] = this.groups.length;
    return true;
  }

  /** Reads the amounts into `units`. @returns what each is; -1 if one has an unusual form */
  private readAmounts(bytes: Uint8Array, from: number, ends: Int32Array): number {
    let states = 0;
    for (let index = 0; index < this.amounts.length; index += 1) {
      const position = this.amounts[index] as number;
      let begin = beginOf(from, ends, position);
      let end = ends[position] as number;
      if (bytes[begin] === QUOTE) {
        begin += 1;
        end -= 1;
      }
      const units = this.units[index] as MutableUnits;
      if (begin !== end && !unitsOfBytes(bytes, begin, end, units)) return -1;
      states |= (begin === end ? EMPTY : stateOf(units)) << (2 * index);
    }
    return states;
  }

  /** Finds what the rows of a kind have in common. A date counts if no earlier one is there, and `2026-09-` of it is enough. */
  private findKey(bytes: Uint8Array, from: number, ends: Int32Array): void {
    let index = 0;
    let hasDate = false;
    for (; index < this.dates.length; index += 1) {
      const position = this.dates[index] as number;
      let begin = beginOf(from, ends, position);
      let stop = ends[position] as number;
      if (bytes[begin] === QUOTE) {
        begin += 1;
        stop -= 1;
      }
      const isDated = stop - begin > MONTH_LENGTH && isSeparator(bytes[begin + 4]) && isSeparator(bytes[begin + 7]);
      this.begins[index] = begin;
      if (isDated) stop = begin + MONTH_LENGTH;
      this.stops[index] = hasDate ? begin : stop;
      hasDate ||= stop > begin;
    }
    for (const position of this.texts) {
      this.begins[index] = beginOf(from, ends, position);
      this.stops[index] = ends[position] as number;
      index += 1;
    }
  }

  private hash(bytes: Uint8Array, states: number): number {
    let hash = states;
    for (let index = 0; index < this.begins.length; index += 1) {
      const stop = this.stops[index] as number;
      for (let at = this.begins[index] as number; at < stop; at += 1)
        hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
      hash = Math.imul(hash ^ COMMA, 0x01000193);
    }
    return (hash ^ (hash >>> 15)) >>> 0;
  }

  private isAlike(key: Uint8Array, bytes: Uint8Array): boolean {
    let inKey = 0;
    for (let index = 0; index < this.begins.length; index += 1) {
      const stop = this.stops[index] as number;
      for (let at = this.begins[index] as number; at < stop; at += 1, inKey += 1)
        if (key[inKey] !== bytes[at]) return false;
      if (key[inKey] !== COMMA) return false;
      inKey += 1;
    }
    return inKey === key.length;
  }
}

/** Whether a byte is one of those between year, month and day. */
function isSeparator(byte: number | undefined): boolean {
  return byte === HYPHEN || byte === SLASH;
}

function stateOf({ units }: MutableUnits): number {
  return units === 0 ? ZERO : OTHER;
}

function beginOf(from: number, ends: Int32Array, position: number): number {
  return position === 0 ? from : (ends[position - 1] as number) + 1;
}

function stateAt(states: number, index: number): number {
  return (states >> (2 * index)) & 3;
}
