import type { ByteSource } from "./parse-source.ts";

const LF = 10;

/** A line feed after the last byte, so that no loop need look for the end, and room to look ahead of it. */
const BEYOND = 32;

/** The buffer of a file that was read to its end, for the next: fresh memory has to be fetched from the system and cleared. */
let idle: Uint8Array | null = null;

/** A piece of a file: a buffer that is filled again and again. A row that its end cuts is moved to the front. */
export class Piece {
  bytes: Uint8Array;
  /** Bytes in it; a line feed stands after them. */
  filled = 0;
  /** Bytes of the source before it. */
  offset = 0;
  /** Whether the source is at its end. */
  isLast = false;
  readonly #source: ByteSource;
  readonly #own: Uint8Array;

  constructor(source: ByteSource, length: number) {
    this.#source = source;
    const size = (source.size > 0 ? Math.min(source.size + 1, length) : length) + BEYOND;
    this.#own = idle !== null && idle.length >= size ? idle : new Uint8Array(size);
    idle = null;
    this.bytes = this.#own.subarray(0, size);
  }

  /** Leaves its buffer to the next file: nothing of this one is read any further. */
  leave(): void {
    idle = this.#own;
  }

  /** Goes on from byte `at` of it; where that is the first, and there is no room for more, in a larger one. */
  advance(at: number): void {
    const left = Math.max(0, this.filled - at);
    const isFull = at === 0 && left === this.bytes.length - BEYOND;
    const bytes = isFull ? new Uint8Array(left * 4 + BEYOND) : this.bytes;
    bytes.set(this.bytes.subarray(at, at + left));
    this.bytes = bytes;
    this.offset += at;
    this.filled = left;
    const room = bytes.length - BEYOND;
    while (this.filled < room && !this.isLast) {
      const read = this.#source.next(bytes.subarray(this.filled, room));
      if (read === 0) this.isLast = true;
      this.filled += read;
    }
    bytes[this.filled] = LF;
  }

  /** Where the last line that ends with a line feed ends; 0 where there is none. */
  lastLineEnd(): number {
    return this.filled === 0 ? 0 : this.bytes.lastIndexOf(LF, this.filled - 1) + 1;
  }
}
