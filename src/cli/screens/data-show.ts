import type { NamedColumn } from "#app/indicator-columns";
import type { ShownSeries } from "#app/show-data";
import { counted, NOT_AVAILABLE, shownTime } from "#reporting/format";
import { changeText, type PricesView, priceFormat, pricesView, volumeFormat } from "#reporting/prices-view";
import { quoted } from "../whole-line.ts";
import type { Style } from "./backtest.ts";
import { cellsOf, harmless } from "./cells.ts";
import { type TableColumn, tableLines } from "./column-table.ts";
import { candleLines } from "./data-show-candles.ts";
import { findingLines } from "./finding-lines.ts";
import { painter } from "./paint.ts";
import { flow, wrap } from "./wrap.ts";

const WIDEST = 200;
const NARROWEST = 40;
const PIPED = 80;
const WIDEST_PROSE = 120;
/** The gravest of them; all are in the check. */
const MOST_FINDINGS = 5;
/** Bars that the table shows. */
const LAST_BARS = 5;

/** What `ivy data show` shows of each ticker in turn: what the prices are, candles, the last bars. Ends with a line feed. */
export function dataScreen(all: readonly ShownSeries[], style: Style): string {
  return `${all.map((one) => tickerScreen(one, style)).join("\n\n")}\n`;
}

function tickerScreen(shown: ShownSeries, style: Style): string {
  const width = style.width === 0 ? PIPED : Math.max(NARROWEST, Math.min(style.width, WIDEST));
  const prose = Math.min(width, WIDEST_PROSE);
  const paint = painter(style.color);
  const { facts, bars, timeText } = shown;
  const view = harmlessView(pricesView(facts, bars, timeText));
  const findings = facts.findings.slice(0, MOST_FINDINGS).map(({ message, help, ...rest }) => {
    return { ...rest, message: harmless(message), help: harmless(help) };
  });
  const more = facts.findings.length - findings.length;
  const blocks = [
    [
      ...flow([view.title, view.period, view.bars], "   ", width),
      ...flow([view.source, ...view.reading], "   ", width),
    ],
    wrap(view.headline, prose).map(paint.strong),
    style.width === 0 ? [] : candleLines(bars, width, paint),
    tableLines(lastBars(shown), width),
    [
      ...findingLines(findings, width, paint),
      ...(more === 0 ? [] : [`  ${counted(more, "more finding")}: see below how to check them`]),
    ],
    nextLines(shown, width),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n");
}

function harmlessView(view: PricesView): PricesView {
  const entries = Object.entries(view).map(([key, value]) => {
    return [key, typeof value === "string" ? harmless(value) : (value as readonly string[]).map(harmless)];
  });
  return Object.fromEntries(entries) as unknown as PricesView;
}

function lastBars({ bars, actions, indicators, timeText }: ShownSeries): TableColumn[] {
  const count = bars.time.length;
  const rows = Array.from({ length: Math.min(LAST_BARS, count) }, (_, i) => count - Math.min(LAST_BARS, count) + i);
  const column = (heading: string, cell: (row: number) => string): TableColumn => {
    return { heading, align: "right", cells: rows.map(cell) };
  };
  const tail = (values: Float64Array) => values.subarray(rows[0]);
  const prices = { open: bars.open, high: bars.high, low: bars.low, close: bars.close };
  const price = priceFormat(Object.values(prices).map(tail));
  // Most days nothing happens to a share.
  const happens = ({ name, values }: NamedColumn) => tail(values).some((value) => value !== (name === "split" ? 1 : 0));
  // A spread that crosses zero has no percentages; how far it moved it has.
  const isPrice = tail(bars.low).every((value) => value > 0);
  const change = (before: number, now: number) =>
    isPrice ? changeText(before, now) : `${now > before ? "+" : ""}${price(now - before)}`;
  const shownPrices = bars.closeOnly ? [] : (["open", "high", "low"] as const);
  const { volume } = bars;
  return [
    { heading: "time", align: "left", cells: rows.map((row) => shownTime(timeText(bars.time[row]!))) },
    ...shownPrices.map((name) => column(name, (row) => price(prices[name][row]!))),
    column("close", (row) => price(prices.close[row]!)),
    column("change", (row) => (row === 0 ? NOT_AVAILABLE : change(prices.close[row - 1]!, prices.close[row]!))),
    ...(volume === null ? [] : [column("volume", (row) => volumeFormat(tail(volume))(volume[row]!))]),
    ...[...actions.filter(happens), ...indicators].map(({ name, values }) => {
      const format = priceFormat([tail(values)]);
      return column(harmless(name), (row) => format(values[row]!));
    }),
  ];
}

/** Lines to copy; no width breaks them. */
function nextLines({ facts, bars, place, isMade }: ShownSeries, width: number): string[] {
  const symbol = [facts.symbol, ...place].map(quoted).join(" ");
  const made = isMade ? ` --timeframe ${facts.timeframe}` : "";
  // What is not above zero throughout is no price that one could trade at.
  const canTrade = !isMade && bars.low.every((price) => price > 0);
  const lines = [
    ["as columns", `ivy data show ${symbol}${made} --csv`],
    ["check them", `ivy data validate ${symbol}`],
    ...(canTrade ? [["trade them", `ivy backtest --strategy sma-cross --tickers ${symbol}`] as const] : []),
  ].map(([says, line]) => ({ says: `  ${says}   `, line: harmless(line!) }));
  const areOnOneLine = lines.every(({ says, line }) => cellsOf(says + line) <= width);
  return lines.map(({ says, line }) => (areOnOneLine ? says + line : `  ${line}`));
}
