/** The tickers of a column, by their bytes: numbered in the order in which they first appear, no string made per row. */
export class Tickers {
  readonly names: string[] = [];
  readonly #wanted: ReadonlySet<string> | null;
  /** Bytes of the tickers seen, one after another; of those that are not wanted too. */
  #text: Uint8Array = new Uint8Array(1024);
  #textEnd = 0;
  /** For each ticker seen: where its bytes begin, how many, its hash, its number or UNWANTED. */
  readonly #seen: { from: number; length: number; id: number }[] = [];
  #slots: Int32Array = new Int32Array(256);
  #last = -1;

  constructor(wanted: readonly string[] | null) {
    this.#wanted = wanted === null ? null : new Set(wanted);
  }

  /** The number of the ticker in [from, to); UNWANTED when its rows are to be passed over. */
  idOf(bytes: Uint8Array, from: number, to: number): number {
    if (this.#last !== -1 && this.#isAt(this.#last, bytes, from, to)) return this.#seen[this.#last]!.id;
    let hash = 0x811c9dc5;
    for (let p = from; p < to; p++) hash = Math.imul(hash ^ bytes[p]!, 0x01000193);
    const mask = this.#slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let entry = this.#slots[slot]!; entry !== 0; entry = this.#slots[slot]!) {
      if (this.#isAt(entry - 1, bytes, from, to)) {
        this.#last = entry - 1;
        return this.#seen[entry - 1]!.id;
      }
      slot = (slot + 1) & mask;
    }
    return this.#add(bytes, from, to, slot);
  }

  /** Every ticker that has been asked for, wanted or not, in the order in which they first appeared. */
  seen(): readonly string[] {
    return this.#seen.map(({ from, length }) => nameIn(this.#text.subarray(from, from + length)));
  }

  #isAt(entry: number, bytes: Uint8Array, from: number, to: number): boolean {
    const { from: at, length } = this.#seen[entry]!;
    if (length !== to - from) return false;
    const text = this.#text;
    for (let i = 0; i < length; i++) if (text[at + i] !== bytes[from + i]) return false;
    return true;
  }

  #add(bytes: Uint8Array, from: number, to: number, slot: number): number {
    const name = nameIn(bytes.subarray(from, to));
    const isWanted = this.#wanted === null || this.#wanted.has(name);
    const length = to - from;
    while (this.#textEnd + length > this.#text.length) {
      const larger = new Uint8Array(this.#text.length * 2);
      larger.set(this.#text);
      this.#text = larger;
    }
    this.#text.set(bytes.subarray(from, to), this.#textEnd);
    this.#seen.push({ from: this.#textEnd, length, id: isWanted ? this.names.length : UNWANTED });
    this.#textEnd += length;
    if (isWanted) this.names.push(name);
    this.#slots[slot] = this.#seen.length;
    this.#last = this.#seen.length - 1;
    if (this.#seen.length * 2 > this.#slots.length) this.#spread();
    return this.#seen.at(-1)!.id;
  }

  #spread(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let entry = 0; entry < this.#seen.length; entry++) {
      const { from, length } = this.#seen[entry]!;
      let hash = 0x811c9dc5;
      for (let p = from; p < from + length; p++) hash = Math.imul(hash ^ this.#text[p]!, 0x01000193);
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = entry + 1;
    }
    this.#slots = slots;
  }
}

/** What a cell says: a quote within quotes stands there twice, and stands nowhere else. */
function nameIn(cell: Uint8Array): string {
  return new TextDecoder().decode(cell).replaceAll('""', '"');
}

/** Of a ticker whose rows are passed over. */
export const UNWANTED = -1;
