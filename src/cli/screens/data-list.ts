import { formatCount } from "#reporting/format";
import type { DataListDocument, ListedPrices } from "#results/documents/data-list";
import { homely } from "../homely-path.ts";
import { localTime } from "../local-time.ts";
import { quoted } from "../whole-line.ts";
import type { Style } from "./backtest.ts";
import { harmless, shortened } from "./cells.ts";
import { type TableColumn, tableLines, widthOf } from "./column-table.ts";
import { wrap } from "./wrap.ts";

const PIPED = 80;
const NARROWEST = 60;

type Column = (prices: readonly ListedPrices[]) => TableColumn;

const text =
  (heading: string, cell: (row: ListedPrices) => string): Column =>
  (prices) => ({ heading, align: "left", cells: prices.map((row) => harmless(cell(row))) });

const SYMBOL = text("symbol", ({ symbol }) => shortened(symbol, 16));
const SHORT_SYMBOL = text("symbol", ({ symbol }) => shortened(symbol, 9));
const PLACE = text("place", ({ place }) => place);
const SOURCE = text("source", ({ source }) => shortened(source, 24));
const SHORT_SOURCE = text("source", ({ source }) => shortened(source, 10));
const LENGTH = text("length", ({ timeframe }) => timeframe);
const SHORT_LENGTH = text("", ({ timeframe }) => timeframe);
const FROM = text("from", ({ from }) => from.slice(0, 10));
const TO = text("to", ({ to }) => to.slice(0, 10));
const BARS: Column = (prices) => ({
  heading: "bars",
  align: "right",
  cells: prices.map(({ bars }) => formatCount(bars)),
});
/** Synthetic prices are called so wherever they are shown. */
const PRICES = text("prices", ({ synthetic, adjusted }) => (synthetic ? "synthetic" : adjusted ? "adjusted" : "raw"));
const FETCHED = text("fetched", ({ fetchedAt }) => (fetchedAt === null ? "" : localTime(fetchedAt)));
const SHORT_FETCHED = text("fetched", ({ fetchedAt }) => (fetchedAt === null ? "" : localTime(fetchedAt).slice(0, 10)));

/** From all there is to what a narrow terminal has room for; the first that fits is shown. */
const LAYOUTS: readonly (readonly Column[])[] = [
  [SYMBOL, PLACE, SOURCE, LENGTH, FROM, TO, BARS, PRICES, FETCHED],
  [SYMBOL, PLACE, SHORT_SOURCE, LENGTH, FROM, TO, BARS, PRICES, SHORT_FETCHED],
  [SHORT_SYMBOL, SHORT_SOURCE, SHORT_LENGTH, FROM, TO, BARS, PRICES, SHORT_FETCHED],
  [SHORT_SYMBOL, SHORT_SOURCE, SHORT_LENGTH, FROM, TO, BARS, PRICES],
  [SHORT_SYMBOL, SHORT_LENGTH, FROM, TO, BARS, PRICES],
];

/** What `ivy data list` shows. */
export function dataListScreen(
  { catalog, prices, broken }: DataListDocument,
  tickers: readonly string[],
  style: Style,
): string {
  const width = style.width === 0 ? PIPED : Math.max(NARROWEST, style.width);
  const lines: string[] = [];
  if (prices.length > 0) lines.push(...table(prices, width));
  else if (tickers.length > 0) {
    lines.push(...wrap(`No prices of ${harmless(tickers.join(", "))}.`, width));
    lines.push(`Pull them: ivy data pull ${tickers.map(harmless).map(quoted).join(" ")} --source yahoo`);
  }
  if (broken.length > 0) {
    lines.push("", `Broken: ${formatCount(broken.length)}`);
    for (const { message, help } of broken) {
      const said = [message, ...help.split("\n")].flatMap((line) => wrap(harmless(line), width - 2));
      lines.push(...said.map((line) => `  ${line}`));
    }
  }
  if (catalog !== null) {
    const isIn = ({ place }: { readonly place: string }) => place === "catalog";
    const there = tickers.length > 0 || prices.some(isIn) || broken.some(isIn);
    lines.push("", ...wrap(`Catalog: ${harmless(homely(catalog))}${there ? "" : " (empty)"}`, width));
    if (!there) lines.push("Fill it: ivy data pull KO --source yahoo, or ivy data import FILE");
  }
  return `${lines.join("\n").trimStart()}\n`;
}

function table(prices: readonly ListedPrices[], width: number): string[] {
  const layouts = LAYOUTS.map((columns) => columns.map((column) => column(prices)));
  const fitting = layouts.find((columns) => widthOf(columns, 0) <= width) ?? layouts.at(-1)!;
  return tableLines(fitting, width, 0);
}
