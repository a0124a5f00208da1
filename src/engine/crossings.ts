import type { ComparisonTarget, SignalTarget, Target } from "#strategy/target";

const SHIFT = 3;
const BLOCK = 1 << SHIFT;

/** Lowest and highest defined value of each block of 8 bars of a column. */
export interface BlockExtremes {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

const known = new WeakMap<Float64Array, BlockExtremes>();

/** The extremes of a column, computed once: columns are not written to after they were made. */
export function extremesOf(column: Float64Array): BlockExtremes {
  let extremes = known.get(column);
  if (extremes === undefined) {
    extremes = computeExtremes(column);
    known.set(column, extremes);
  }
  return extremes;
}

function computeExtremes(column: Float64Array): BlockExtremes {
  const blocks = (column.length + BLOCK - 1) >> SHIFT;
  const low = new Float64Array(blocks).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(blocks).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    const block = i >> SHIFT;
    if (value < low[block]!) low[block] = value;
    if (value > high[block]!) high[block] = value;
  }
  return { low, high };
}

/**
 * First bar in [from, to) at which a > b; `to` when there is none. Blocks in which the highest a is not above the lowest
 * b are skipped: comparisons only, so the answer is that of the plain search. The bars of a block are compared all at
 * once, as bits: a test that stops at the first hit is one that the processor guesses wrong at every crossing.
 */
export function nextAbove(
  a: Float64Array,
  b: Float64Array,
  highOfA: Float64Array,
  lowOfB: Float64Array,
  from: number,
  to: number,
): number {
  const whole = to >> SHIFT;
  let open = -1 << (from & (BLOCK - 1));
  for (let block = from >> SHIFT; block < whole; block++) {
    if (highOfA[block]! > lowOfB[block]!) {
      const i = block << SHIFT;
      const above =
        Number(a[i]! > b[i]!) |
        (Number(a[i + 1]! > b[i + 1]!) << 1) |
        (Number(a[i + 2]! > b[i + 2]!) << 2) |
        (Number(a[i + 3]! > b[i + 3]!) << 3) |
        (Number(a[i + 4]! > b[i + 4]!) << 4) |
        (Number(a[i + 5]! > b[i + 5]!) << 5) |
        (Number(a[i + 6]! > b[i + 6]!) << 6) |
        (Number(a[i + 7]! > b[i + 7]!) << 7);
      const hits = above & open;
      if (hits !== 0) return i + 31 - Math.clz32(hits & -hits);
    }
    open = -1;
  }
  for (let i = Math.max(from, whole << SHIFT); i < to; i++) if (a[i]! > b[i]!) return i;
  return to;
}

/** Where a target turns: the first bar in [from, to) at which it enters, or leaves; `to` when there is none. */
export interface Changes {
  nextEntry(from: number, to: number): number;
  nextExit(from: number, to: number): number;
}

/** The changes of a target that is long or flat; null of one that may be short. */
export function changesOf(target: Target): Changes | null {
  if (target instanceof Float64Array) return null;
  if (target.kind === "signals") return new SignalChanges(target);
  const { whenAbove, whenBelow } = target;
  if (whenAbove + whenBelow !== 1) return null;
  return new ComparisonChanges(whenAbove === 1 ? target : { a: target.b, b: target.a });
}

/** Enters where a > b, leaves where a < b. */
export class ComparisonChanges implements Changes {
  readonly #a: Float64Array;
  readonly #b: Float64Array;
  readonly #ofA: BlockExtremes;
  readonly #ofB: BlockExtremes;

  constructor({ a, b }: Pick<ComparisonTarget, "a" | "b">) {
    this.#a = a;
    this.#b = b;
    this.#ofA = extremesOf(a);
    this.#ofB = extremesOf(b);
  }

  nextEntry(from: number, to: number): number {
    return nextAbove(this.#a, this.#b, this.#ofA.high, this.#ofB.low, from, to);
  }

  nextExit(from: number, to: number): number {
    return nextAbove(this.#b, this.#a, this.#ofB.high, this.#ofA.low, from, to);
  }
}

/** Enters and leaves at flags of 1. */
class SignalChanges implements Changes {
  readonly #enter: Flags;
  readonly #exit: Flags;

  constructor({ enter, exit }: SignalTarget) {
    this.#enter = new Flags(enter);
    this.#exit = new Flags(exit);
  }

  nextEntry(from: number, to: number): number {
    return nextFlag(this.#enter.bytes, this.#enter.eights, from, to);
  }

  nextExit(from: number, to: number): number {
    return nextFlag(this.#exit.bytes, this.#exit.eights, from, to);
  }
}

/** A column of bytes, and the same memory eight bytes at a time: a number that is 0 holds no 1. */
class Flags {
  readonly bytes: Uint8Array;
  readonly eights: Float64Array;

  constructor(flags: Uint8Array) {
    this.bytes = flags.byteOffset % 8 === 0 ? flags : flags.slice();
    this.eights = new Float64Array(this.bytes.buffer, this.bytes.byteOffset, flags.length >> 3);
  }
}

/** Next 1 in [from, to); `to` when there is none. */
function nextFlag(bytes: Uint8Array, eights: Float64Array, from: number, to: number): number {
  let i = from;
  for (const edge = Math.min(to, (i | 7) + 1); i < edge; i++) if (bytes[i] === 1) return i;
  const whole = to >> 3;
  for (let word = i >> 3; word < whole; word++) {
    if (eights[word] === 0) continue;
    for (i = word << 3; i < (word << 3) + 8; i++) if (bytes[i] === 1) return i;
  }
  for (i = Math.max(i, whole << 3); i < to; i++) if (bytes[i] === 1) return i;
  return to;
}
