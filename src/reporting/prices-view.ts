import type { BarColumns } from "#domain/bars";
import type { SeriesFacts } from "#results/documents/data";
import { barName, periodText, readingTexts, sourceText } from "./backtest-view.ts";
import { counted, formatCount, formatDecimals, formatPercent, NOT_AVAILABLE, shownSymbol } from "./format.ts";

/** What is said about the bars of a ticker, as text; a screen only arranges it. */
export interface PricesView {
  readonly title: string;
  readonly period: string;
  readonly bars: string;
  readonly source: string;
  readonly reading: readonly string[];
  /** Where the price stands and between what it has moved, in a sentence. */
  readonly headline: string;
}

/**
 * @param bars length n ≥ 1
 * @param timeText a time (epoch ms) as the document has it
 */
export function pricesView(facts: SeriesFacts, bars: BarColumns, timeText: (time: number) => string): PricesView {
  const { adjective } = barName(facts.timeframe);
  return {
    title: shownSymbol(facts.symbol),
    period: periodText(facts),
    bars: counted(facts.bars, adjective === "" ? "bar" : `${adjective} bar`),
    source: sourceText([facts]),
    reading: readingTexts([facts]),
    headline: headlineOf(facts, bars, timeText),
  };
}

function headlineOf(facts: SeriesFacts, bars: BarColumns, timeText: (time: number) => string): string {
  const { time, high, low, close } = bars;
  const last = close.length - 1;
  const price = priceFormat([low, high]);
  if (last === 0) return `One bar, closed at ${price(close[0]!)}.`;
  const [lowest, highest] = [extremeOf(low, -1), extremeOf(high, 1)];
  if (low[lowest] === high[highest]) return `Flat at ${price(close[last]!)} throughout.`;
  const change = close[0]! > 0 && close[last]! > 0 ? `, ${changeText(close[0]!, close[last]!)} over the range` : "";
  const at = (bar: number) => `on ${periodText({ from: timeText(time[bar]!), to: timeText(time[bar]!) })}`;
  const kind = facts.closeOnly ? "close " : "";
  return (
    `Closed at ${price(close[last]!)}${change}; lowest ${kind}${price(low[lowest]!)} ${at(lowest)}, ` +
    `highest ${price(high[highest]!)} ${at(highest)}.`
  );
}

/** The last bar with the greatest (sign 1) or the smallest (−1) value. */
function extremeOf(values: Float64Array, sign: 1 | -1): number {
  let at = 0;
  for (let i = 1; i < values.length; i++) if (!(sign * values[i]! < sign * values[at]!)) at = i;
  return at;
}

const FEWEST_DECIMALS = 2;
const MOST_DECIMALS = 4;
/** Digits that a price below 1 shows behind its zeros. */
const SMALL_DIGITS = 4;

/** One format for the prices of these columns: so many decimals as they have, from 2 to 4, more where prices are small. */
export function priceFormat(columns: readonly Float64Array[]): (value: number) => string {
  let decimals = FEWEST_DECIMALS;
  let largest = 0;
  for (const values of columns) {
    for (const value of values) {
      if (!Number.isFinite(value)) continue;
      largest = Math.max(largest, Math.abs(value));
      if (decimals < MOST_DECIMALS) decimals = Math.max(decimals, Math.min(MOST_DECIMALS, decimalsOf(value)));
    }
  }
  // Of prices that are all below 0.1, four decimals would show next to nothing.
  if (largest > 0 && largest < 0.1) decimals = Math.min(20, SMALL_DIGITS - 1 - Math.floor(Math.log10(largest)));
  return (value) => (Number.isFinite(value) ? formatDecimals(value, decimals) : NOT_AVAILABLE);
}

/** Decimals that a value has, without the noise behind ten digits. */
function decimalsOf(value: number): number {
  const text = String(Number(value.toPrecision(10)));
  const point = text.indexOf(".");
  return point < 0 || text.includes("e") ? 0 : text.length - point - 1;
}

/** How a price has changed against another, in percent; not said of prices that are not above zero. */
export function changeText(before: number, now: number): string {
  return before > 0 && now > 0 ? formatPercent(now / before - 1, { plus: true }) : NOT_AVAILABLE;
}

/** Volumes in whole units, and with two decimals where they are fractions. */
export function volumeFormat(values: Float64Array): (value: number) => string {
  const isWhole = values.every((value) => !Number.isFinite(value) || Number.isInteger(value));
  return (value) => {
    if (!Number.isFinite(value)) return NOT_AVAILABLE;
    return isWhole ? formatCount(value) : formatDecimals(value, 2);
  };
}
