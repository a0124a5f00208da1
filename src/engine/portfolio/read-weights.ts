import { StrategyError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { Market } from "#domain/market";
import type { Proportions, Weights } from "#strategy/weights";
import { sizesOf } from "./quantities.ts";

type Values = Proportions["values"];

/** The rounding of a sum of weights that is meant to be the cap. */
const ROUNDING = 1e-9;

/**
 * Makes what reads an answer of `weights` into `out`, one value for each asset in the order of the market. It returns the sum
 * of the sizes that proportions are to have; null where the values are shares of equity themselves.
 * It throws StrategyError for what is no list of weights, a weight that is no finite number, a symbol that is not in the run,
 * and sizes that add up to more than `leverage`.
 */
export function weightsReader(
  { asked, assets }: Market,
  leverage: number,
  out: Float64Array,
): (answer: Exclude<Weights, null>) => number | null {
  const symbolOf = (k: number) => assets[k]!.symbol;
  const readList = listReader(asked, symbolOf, out);
  const sizes = sizesOf({ wanted: out });
  return (answer) => {
    if (typeof answer !== "object" || answer === null || answer instanceof Promise) throw noWeights(answer);
    const proportions = isProportions(answer) ? answer : null;
    const values: Values = proportions === null ? (answer as Values) : proportions.values;
    if (typeof values !== "object" || values === null) throw noWeights(values);
    if (isList(values)) readList(values);
    else readNamed(values, assets, out);
    if (proportions === null) {
      const gross = sizes();
      if (gross > leverage * (1 + ROUNDING)) throw tooMuch(gross, leverage);
      return null;
    }
    const { gross } = proportions;
    if (!(gross >= 0)) throw notANumber("the sum that inProportion is given", gross);
    if (gross > leverage * (1 + ROUNDING)) throw tooMuch(gross, leverage);
    return gross;
  };
}

function isProportions(answer: object): answer is Proportions {
  return (answer as { kind?: unknown }).kind === "proportions";
}

function isList(values: Values): values is ArrayLike<number> {
  return Array.isArray(values) || values instanceof Float64Array || ArrayBuffer.isView(values);
}

/** Makes what copies a list of weights, in the order in which assets were asked for. */
function listReader(
  asked: readonly number[],
  symbolOf: (k: number) => string,
  out: Float64Array,
): (values: ArrayLike<number>) => void {
  const count = asked.length;
  const places = asked.every((k, i) => k === i) ? null : Int32Array.from(asked);
  const columns = { out };
  return (values) => {
    const { out } = columns;
    if (values.length !== count) throw wrongLength(values.length, count);
    let i = 0;
    if (places === null) {
      for (; i < count; i++) {
        const value = values[i] as unknown;
        if (typeof value !== "number" || value - value !== 0) break;
        out[i] = value;
      }
    } else {
      for (; i < count; i++) {
        const value = values[i] as unknown;
        if (typeof value !== "number" || value - value !== 0) break;
        out[places[i]!] = value;
      }
    }
    if (i < count) throw badWeight(symbolOf(asked[i]!), values[i]);
  };
}

function wrongLength(received: number, expected: number): StrategyError {
  return new StrategyError({
    code: "weights-length",
    message: `weights answered ${received} weights for ${expected} assets.`,
    where: { expected: String(expected), received: String(received) },
    help: "Answer one weight for each asset, in their order (0 for none), or weights by symbol: { KO: 0.5 }.",
  });
}

function readNamed(values: Readonly<Record<string, number>>, assets: Market["assets"], out: Float64Array): void {
  let left = Object.keys(values).length;
  for (let k = 0; k < assets.length; k++) {
    const { symbol } = assets[k]!;
    const value = Object.hasOwn(values, symbol) ? values[symbol] : undefined;
    out[k] = 0;
    if (value === undefined) continue;
    if (typeof value !== "number" || value - value !== 0) throw badWeight(symbol, value);
    out[k] = value;
    left--;
  }
  if (left === 0) return;
  const symbols = assets.map(({ symbol }) => symbol);
  const strange = Object.keys(values).find((symbol) => !symbols.includes(symbol) || values[symbol] === undefined)!;
  throw symbols.includes(strange) ? badWeight(strange, undefined) : unknownSymbol(strange, symbols);
}

function badWeight(symbol: string, value: unknown): StrategyError {
  if (typeof value === "number") return notANumber(`the weight of ${symbol}`, value, symbol);
  return new StrategyError({
    code: "weights-result",
    message: `The weight of ${symbol} is no number.`,
    where: { symbol, expected: "a share of equity, such as 0.1", received: value === null ? "null" : typeof value },
    help: "Answer a number for each asset: a column gives it by .now.",
  });
}

function notANumber(what: string, value: number, symbol?: string): StrategyError {
  const isInfinite = Math.abs(value) === Number.POSITIVE_INFINITY;
  return new StrategyError({
    code: Number.isNaN(value) ? "weights-nan" : "weights-value",
    message: `${what[0]!.toUpperCase()}${what.slice(1)} is ${value}.`,
    where: { ...(symbol !== undefined && { symbol }), expected: "a number", received: String(value) },
    help: isInfinite
      ? "Infinity comes from a division by 0: look at what it is divided by."
      : "Mostly a column that is not defined yet for this asset, or 0/0. Give 0 where there is no opinion.",
  });
}

function tooMuch(gross: number, leverage: number): StrategyError {
  const sum = Number(gross.toPrecision(6));
  return new StrategyError({
    code: "weights-gross",
    message: `The weights add up to ${sum} times the equity, counting shorts as well.`,
    where: { expected: `at most ${leverage}, the leverage`, received: String(sum) },
    help: "Weights are shares (0.1 is a tenth): divide by their sum, or answer inProportion(values).\nMore than the equity takes leverage: --fills leverage=2",
  });
}

function unknownSymbol(symbol: string, symbols: readonly string[]): StrategyError {
  const near = nearest(symbol, symbols);
  return new StrategyError({
    code: "no-such-asset",
    message: `weights answered a weight for ${symbol}, which is not in this run.`,
    where: { symbol, expected: symbols.join(", ") },
    help: near === null ? `Add it: --tickers ${[...symbols, symbol].join(",")}` : `Did it mean ${near}?`,
  });
}

function noWeights(answer: unknown): StrategyError {
  const received = answer === undefined ? "nothing" : answer instanceof Promise ? "a promise" : typeof answer;
  return new StrategyError({
    code: "weights-result",
    message: "weights must answer a weight for each asset.",
    where: { received },
    help: "Return assets.map(() => 0.1), weights by symbol, inProportion(values), or null to leave all as it is.\nOften the return is forgotten.",
  });
}
