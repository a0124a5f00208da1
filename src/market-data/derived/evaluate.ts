import { DataError } from "#base/errors";
import { formatTime } from "#time/format-time";
import type { Timeframe } from "#time/timeframe";
import {
  type Bounds,
  differenceOf,
  firstNotPositive,
  firstThroughZero,
  productOf,
  quotientOf,
  rising,
  steady,
  sumOf,
} from "./bounds.ts";
import type { Expression } from "./expression.ts";
import { rollingHedge } from "./rolling-hedge.ts";

/** The legs of an expression on their shared times, length n. */
export interface Legs {
  readonly time: Float64Array;
  readonly timeframe: Timeframe;
  readonly bounds: ReadonlyMap<string, Bounds>;
}

/**
 * What an expression is worth in each bar; NaN in the first bars of a hedge(). Bar i is made of bars up to i alone. Throws
 * DataError where a divisor may have been 0, or what a logarithm is taken of 0 or less.
 */
export function evaluate(expression: Expression, legs: Legs, text: string): Bounds {
  const of = (inner: Expression) => evaluate(inner, legs, text);
  switch (expression.kind) {
    case "number":
      return steady(new Float64Array(legs.time.length).fill(expression.value));
    case "ticker":
      return legs.bounds.get(expression.symbol)!;
    case "negate":
      return differenceOf(steady(new Float64Array(legs.time.length)), of(expression.of));
    case "exp":
      return rising(of(expression.of), Math.exp);
    case "log": {
      const inner = of(expression.of);
      const bad = firstNotPositive(inner);
      if (bad !== -1) throw undefinedAt(legs, text, expression.at, bad, inner, "log", "takes the logarithm of");
      return rising(inner, Math.log);
    }
    case "hedge":
      return steady(rollingHedge(of(expression.y).close, of(expression.x).close, expression.bars));
    case "binary": {
      const left = of(expression.left);
      const right = of(expression.right);
      if (expression.operator === "+") return sumOf(left, right);
      if (expression.operator === "-") return differenceOf(left, right);
      if (expression.operator === "*") return productOf(left, right);
      const bad = firstThroughZero(right);
      if (bad !== -1) throw undefinedAt(legs, text, expression.at, bad, right, "division", "divides by");
      return quotientOf(left, right);
    }
  }
}

function undefinedAt(
  { time, timeframe }: Legs,
  text: string,
  at: number,
  bar: number,
  { low, high }: Bounds,
  code: "log" | "division",
  does: string,
): DataError {
  const day = formatTime(time[bar]!, timeframe);
  const range = low[bar] === high[bar] ? `${low[bar]}` : `something between ${low[bar]} and ${high[bar]}`;
  return new DataError({
    code: `derived-${code}`,
    message: `${text} ${does} ${range} on ${day}.`,
    where: { symbol: text, time: day, excerpt: text, column: at + 1, received: `${low[bar]} … ${high[bar]}` },
    help:
      code === "log"
        ? "A logarithm needs a value above 0 in every bar: take that of each price, log(A)-log(B)."
        : "Divide by what keeps its sign in every bar: a price, or a sum of prices.",
  });
}
