import type { JournalStore } from '../hub/journal';

/** A journal in memory. A kill in the middle of a line leaves a part of it behind, as a file would. */
export class MemoryJournal implements JournalStore {
  text: string | undefined;
  /** How much of the next line is written before the kill; undefined: all of it. */
  torn: (() => number | undefined) | undefined;

  read(): string | undefined {
    return this.text;
  }

  create(text: string): void {
    this.text = text;
  }

  append(text: string): void {
    const part = this.torn?.();
    this.text = (this.text ?? '') + (part === undefined ? text : text.slice(0, Math.floor(part * text.length)));
  }
}
