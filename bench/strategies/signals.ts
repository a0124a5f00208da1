import { defineStrategy, flag, longOnSignals } from "ivy-quant";

const BARS = 1_000_000;
const BLOCK = 714;

/** One order in each block of bars, in turn: the flags of bench/data.ts, made here as a person's file would have them. */
function sparse() {
  const enter = new Uint8Array(BARS);
  const exit = new Uint8Array(BARS);
  let x = 7;
  for (let block = 0; block < 1400; block++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    (block % 2 === 0 ? enter : exit)[block * BLOCK + ((x >>> 0) % BLOCK)] = 1;
  }
  return { enter, exit };
}

const few = sparse();
const many = {
  enter: Uint8Array.from({ length: BARS }, (_, i) => 1 - (i % 2)),
  exit: Uint8Array.from({ length: BARS }, (_, i) => i % 2),
};

export default defineStrategy({
  summary: "Follows given signals",
  params: { dense: flag(false) },
  prepare: () => ({}),
  target: (_, { dense }) => (dense ? longOnSignals(many.enter, many.exit) : longOnSignals(few.enter, few.exit)),
});
