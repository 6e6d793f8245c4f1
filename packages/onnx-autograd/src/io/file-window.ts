import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const WINDOW = 1 << 16;

/** Reads small pieces of a large file in order, through one window of 64 KiB. */
export class FileWindow {
  readonly size: number;
  readonly #descriptor: number;
  readonly #window = new Uint8Array(WINDOW);
  #start = 0;
  #end = 0;

  constructor(path: string) {
    this.#descriptor = openSync(path, 'r');
    this.size = fstatSync(this.#descriptor).size;
  }

  byte(at: number): number {
    if (at < this.#start || at >= this.#end) {
      this.#start = at;
      this.#end = at + readSync(this.#descriptor, this.#window, 0, WINDOW, at);
    }
    return this.#window[at - this.#start]!;
  }

  /** A copy of the bytes from `start` up to `end`. */
  bytes(start: number, end: number): Uint8Array {
    const bytes = new Uint8Array(end - start);
    readSync(this.#descriptor, bytes, 0, bytes.length, start);
    return bytes;
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
