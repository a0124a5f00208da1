import { IvyError, StrategyError } from "#base/errors";
import { messageOf } from "#base/message-of";
import { nearest } from "#base/nearest";

/** Where a run stood when the strategy's code threw. */
export interface Moment {
  readonly bar: number;
  readonly time: number;
  readonly symbol: string;
}

/**
 * A StrategyError for what the strategy's own code threw. The cause is kept, so that the adapter that knows the file can
 * point to its line. Errors that already speak to the person keep their words and gain the moment.
 */
export function strategyFailure(error: unknown, during: string, moment: Moment | null, hint: string): StrategyError {
  const place = moment === null ? {} : { bar: moment.bar, time: isoTime(moment.time), symbol: moment.symbol };
  if (error instanceof IvyError) {
    const { code, message, help } = error;
    return new StrategyError({ code, message, help, where: { ...place, ...error.where }, cause: error });
  }
  const text = messageOf(error);
  return new StrategyError({
    code: "strategy-threw",
    message: `${during} failed: ${text}`,
    where: place,
    help: hint || callHint(text) || "Mend the strategy; --debug prints the whole stack.",
    cause: error,
  });
}

/** What `onBar` calls on its context, its assets and its columns. */
const CALLED = [
  ...["enterLong", "enterShort", "exit", "buy", "sell", "together", "cancel", "record"],
  ...["ago", "crossesAbove", "crossesBelow"],
];

/** What it reads there: written without brackets. */
const READ = ["now", "time", "bar", "equity", "cash", "position", "symbol", "open", "high", "low", "close", "volume"];

/** What was meant by a call of something that cannot be called; empty where nobody can tell. */
function callHint(text: string): string {
  if (/read.only property|not extensible|delete property|only a getter/.test(text)) {
    return "What a strategy is given is only read. Sort or change a copy: [...assets].sort(…)";
  }
  const name = /\.(\w+) is not a function$/.exec(text)?.[1];
  if (name === undefined) return "";
  if (READ.includes(name)) return `${name} is a value: write it without brackets.`;
  const near = nearest(name, CALLED);
  // Its context, or its assets, have no such thing: those of weights.
  if (near === name) return "weights places no orders: answer the share of equity that each asset is to have.";
  if (near !== null) return `Did you mean "${near}"?`;
  return /cross/i.test(name) ? "A column has crossesAbove and crossesBelow." : "";
}

function isoTime(time: number): string {
  const iso = new Date(time).toISOString();
  return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso;
}

/**
 * Which name `onBar` (or what takes its place) reads that `prepare` does not return, found by calling it once more with a
 * `now` that tells. The run has failed already, so what this call places is of no account. Empty when that was not the reason.
 */
export function missingNameHint(
  caller: "onBar" | "weights",
  now: Readonly<Record<string, unknown>>,
  call: (now: unknown) => void,
): string {
  let missing: string | null = null;
  const telling = new Proxy(now, {
    get(target, name) {
      if (typeof name === "string" && !(name in target)) missing ??= name;
      return Reflect.get(target, name) as unknown;
    },
  });
  try {
    call(telling);
  } catch {
    // The same failure again: what was read before it is all that matters here.
  }
  if (missing === null) return "";
  const names = Object.keys(now);
  const near = nearest(missing, names);
  const returned = names.length === 0 ? "nothing" : `{ ${names.join(", ")} }`;
  return `prepare returned ${returned}; ${caller} reads "${missing}".${near === null ? "" : ` Did you mean "${near}"?`}`;
}
