import { StrategyError } from "#base/errors";
import { put } from "./out-of-reach.ts";

const CLOCK_HELP = `A run must come out the same every time. The time of the bar is
context.time; in prepare, bars.time.`;
const CHANCE_HELP = `A run must come out the same every time. Draw from seededRandom(seed) of
ivy-quant: make it in state, with a parameter for the seed.`;

/**
 * Runs `task` (synchronous) with the clock and unseeded random numbers out of reach: a strategy that reaches for them
 * throws StrategyError at that place, and so does this function when the strategy has swallowed it. `new Date(time)` and
 * `Date.UTC` work as ever.
 */
export function withoutClock<T>(task: () => T): T {
  let first: StrategyError | null = null;
  const refuse = (what: string, isChance: boolean) => () => {
    const error = new StrategyError({
      code: isChance ? "strategy-unseeded" : "strategy-reads-clock",
      message: isChance ? `${what} gives other numbers in each run.` : `${what} reads the clock.`,
      help: isChance ? CHANCE_HELP : CLOCK_HELP,
    });
    first ??= error;
    throw error;
  };
  const undo = [
    put(Date, "now", refuse("Date.now()", false)),
    put(performance, "now", refuse("performance.now()", false)),
    put(
      process,
      "hrtime",
      Object.assign(refuse("process.hrtime()", false), { bigint: refuse("process.hrtime()", false) }),
    ),
    put(globalThis, "Date", dateOfNow(refuse("new Date()", false), refuse("Date()", false))),
    put(Math, "random", refuse("Math.random()", true)),
    // The whole of it: only to look at Node's own would load it, 15 ms.
    put(globalThis, "crypto", {
      getRandomValues: refuse("crypto.getRandomValues()", true),
      randomUUID: refuse("crypto.randomUUID()", true),
    }),
  ];
  let result: T;
  try {
    result = task();
  } finally {
    for (const restore of undo.reverse()) restore();
  }
  if (first !== null) throw first as StrategyError;
  return result;
}

/** The Date that refuses to say what time it is, and does all else. */
function dateOfNow(refuseNew: () => never, refuseCall: () => never): DateConstructor {
  return new Proxy(Date, {
    construct: (target, given, made) => (given.length === 0 ? refuseNew() : Reflect.construct(target, given, made)),
    apply: refuseCall,
  });
}
