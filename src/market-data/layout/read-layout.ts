import { nearest } from "#base/nearest";
import type { Reading } from "../reading.ts";
import { plainName, ROLE_NAMES } from "./column-names.ts";
import { type ColumnFinder, columnFinder } from "./find-columns.ts";
import { findSymbol } from "./find-symbol.ts";
import { findTime } from "./find-time.ts";
import { findVolume, isVolumeName } from "./find-volume.ts";
import { groupedAssets } from "./grouped-columns.ts";
import type { AssetColumns, Layout, OhlcColumns, PriceColumns } from "./layout.ts";
import { howToSay, layoutError } from "./layout-error.ts";
import { refuseFixedPoint } from "./refuse-fixed-point.ts";
import { cellsOf, isText, mayBeNumbers } from "./sample-cells.ts";
import type { LayoutTable } from "./table-head.ts";

const FIELDS = ["open", "high", "low", "close"] as const;

/**
 * What the columns of a table with a header mean: time, then open, high, low, close; or bid and ask; or closes alone; or
 * one column of closes per ticker. With a column of tickers it is a long table. What the person says goes before what the
 * header says; other columns are ignored beside a bar. Throws a DataError where it says none of these, or two of them.
 */
export function readLayout(table: LayoutTable, reading: Reading): Layout {
  const { sample } = table;
  const finder = columnFinder(table, sample, reading);
  const { time, notes } = findTime(table, sample, finder);
  const used = new Set<number>(time);
  const symbol = findSymbol(table, finder, used);
  if (symbol.column !== -1) used.add(symbol.column);
  const found = findPrices(table, finder, used, symbol.column !== -1);
  return { time, symbol: symbol.column, assets: found.assets, notes: [...notes, ...symbol.notes, ...found.notes] };
}

interface Found {
  readonly assets: Layout["assets"];
  readonly notes: readonly string[];
}

function findPrices(table: LayoutTable, finder: ColumnFinder, used: ReadonlySet<number>, isLong: boolean): Found {
  const whole = ohlcOf(finder);
  if (whole !== null) refuseFixedPoint(table, whole);
  if (whole !== null) return one(table, finder, { kind: "bars", ...whole });
  const quoted = bidAskOf(table);
  if (quoted !== null) return one(table, finder, quoted, ["the middle of bid and ask"]);
  const bid = finder.strong("bid");
  const ask = finder.strong("ask");
  const close = finder.strong("close");
  if (bid !== -1 && ask !== -1 && close === -1) {
    return one(table, finder, { kind: "quotes", bid, ask }, ["quotes, the middle of bid and ask as price"]);
  }
  const adjusted = finder.strong("adjustedClose");
  const others = FIELDS.filter((field) => field !== "close" && finder.strong(field) !== -1);
  const hasClose = close !== -1 || adjusted !== -1;
  const missing = FIELDS.filter((field) => finder.strong(field) === -1);
  // LOW and OPEN are tickers too: only with a close, or all three together, do these names speak of one asset's bars.
  const isPriced = table.names.some((name, column) => !used.has(column) && PRICE.has(plainName(name)));
  const isPartOfBar = others.length > 0 && (hasClose || isPriced);
  if (isPartOfBar || (!hasClose && missing.length === 1)) {
    throw missingColumns(table, isPriced ? missing.filter((field) => field !== "close") : missing);
  }
  if (hasClose) return one(table, finder, { kind: "close", close: close === -1 ? adjusted : close, isTicks: false });
  return byContent(table, finder, used, isLong);
}

/** Open, high, low and close, all of them or none. */
function ohlcOf(finder: ColumnFinder): OhlcColumns | null {
  // The close is asked for last: of two of them the person has to choose, but only where the rest of a bar is there.
  const open = finder.any("open");
  const high = finder.any("high");
  const low = finder.any("low");
  if (open === -1 || high === -1 || low === -1) return null;
  const close = finder.any("close");
  return close === -1 ? null : { open, high, low, close };
}

const SIDE = /^(?:(bid|ask) ?(open|high|low|close|o|h|l|c)|(open|high|low|close|o|h|l|c) ?(bid|ask))$/;

/** Bars of bid and of ask: bid_open … ask_close, in either order of the words. */
function bidAskOf({ names }: LayoutTable): PriceColumns | null {
  const found = new Map<string, number>();
  names.map(plainName).forEach((name, column) => {
    const match = SIDE.exec(name);
    if (match !== null) found.set(`${match[1] ?? match[4]}${(match[2] ?? match[3])![0]}`, column);
  });
  const side = (mark: string): OhlcColumns | null => {
    const [open, high, low, close] = ["o", "h", "l", "c"].map((field) => found.get(`${mark}${field}`));
    if (open === undefined || high === undefined || low === undefined || close === undefined) return null;
    return { open, high, low, close };
  };
  const bid = side("bid");
  const ask = side("ask");
  return bid === null || ask === null ? null : { kind: "bid-ask", bid, ask };
}

/** Words for a price that may be tickers as well; the letters of exchange APIs are tickers. */
const PRICE: ReadonlySet<string> = new Set(ROLE_NAMES.close.weak.filter((name) => name.length > 1));

/** A table whose names say nothing of prices: one column of values, or one per ticker. */
function byContent(table: LayoutTable, finder: ColumnFinder, used: ReadonlySet<number>, isLong: boolean): Found {
  const { names, sample } = table;
  const columns = names.map((_, column) => column).filter((column) => !used.has(column));
  const values = columns.filter((column) => names[column]!.trim() !== "" && !isText(cellsOf(sample, column)));
  const size = values.find((column) => isSize(names[column]!));
  // A price of words ("10.50 USD") is one that cannot be read: passed over, the column beside it would be the price.
  const priced = columns.filter((column) => PRICE.has(plainName(names[column]!)));
  const price = priced.find((column) => values.includes(column)) ?? (size === undefined ? -1 : (priced[0] ?? -1));
  if (price !== -1 && (isLong || values.length === 1 || size !== undefined)) {
    const isTicks = size !== undefined && /^(size|qty|quantity|amount)$/.test(plainName(names[size]!));
    const prices: PriceColumns = { kind: "close", close: price, isTicks };
    return one(table, finder, prices, isTicks ? ["trades, one price a row"] : [], isTicks ? size : undefined);
  }
  if (isLong) {
    if (values.length === 1) return one(table, finder, { kind: "close", close: values[0]!, isTicks: false });
    if (values.length > 1) throw whichValue(table, values);
  }
  if (values.every((column) => isSize(names[column]!))) throw noPrices(table);
  const groups = groupedAssets(names, values);
  if (groups !== null) return { assets: groups, notes: [] };
  refuseTwice(table, values);
  const assets = values.map((column) =>
    assetOf(names[column]!.trim(), { kind: "close", close: column, isTicks: false }),
  );
  return { assets: assets as [AssetColumns, ...AssetColumns[]], notes: [] };
}

function one(
  table: LayoutTable,
  finder: ColumnFinder,
  prices: PriceColumns,
  notes: readonly string[] = [],
  size: number | undefined = undefined,
): Found {
  const { sample } = table;
  const isBar = prices.kind === "bars";
  const adjustedClose = prices.kind === "bars" || prices.kind === "close" ? finder.strong("adjustedClose") : -1;
  const hasVolume = prices.kind === "bars" || prices.kind === "close";
  const volume = size ?? (hasVolume ? findVolume(table, finder, isBar) : -1);
  const aside: string[] = [];
  const action = (role: "split" | "dividend" | "delisted") => {
    const column = finder.strong(role);
    if (column === -1 || mayBeNumbers(cellsOf(sample, column))) return column;
    aside.push(`column of ${role} left aside, it holds words`);
    return -1;
  };
  const actions = { split: action("split"), dividend: action("dividend"), delisted: action("delisted") };
  const asset: AssetColumns = { symbol: null, prices, adjustedClose, volume, ...actions };
  return { assets: [asset], notes: [...notes, ...aside] };
}

function isSize(name: string): boolean {
  return isVolumeName(name) || /^(size|qty|quantity|amount)$/.test(plainName(name));
}

function assetOf(symbol: string, prices: PriceColumns): AssetColumns {
  return { symbol, prices, adjustedClose: -1, volume: -1, split: -1, dividend: -1, delisted: -1 };
}

/** In one pass: a file may have a column for each of ten thousands of tickers. */
function refuseTwice(table: LayoutTable, columns: readonly number[]): void {
  const seen = new Set<string>();
  for (const column of columns) {
    const name = plainName(table.names[column]!);
    if (seen.has(name)) {
      throw layoutError(table, "duplicate-column", `Two columns are named ${name}.`, "Rename or remove one of them.");
    }
    seen.add(name);
  }
}

function missingColumns(table: LayoutTable, missing: readonly string[]): Error {
  const meant = missing.map((name) => nearest(name, table.names)).filter((name) => name !== null);
  const hint = meant.length === 0 ? "" : ` Is it ${meant.join(", ")}?`;
  const message =
    missing.length === 1 ? `The column ${missing[0]} is missing.` : `The columns ${missing.join(", ")} are missing.`;
  const say = `or say which column it is: --read columns.${missing[0]}=NAME.`;
  return layoutError(
    table,
    "missing-columns",
    message,
    `Name them in the header, or leave only a date and a close column; ${say}${hint}`,
  );
}

function whichValue(table: LayoutTable, values: readonly number[]): Error {
  const names = values.slice(0, 4).map((column) => table.names[column]!.trim());
  return layoutError(
    table,
    "ambiguous-columns",
    `Beside the tickers stand ${values.length} columns of numbers, and none of them is named close.`,
    `Say which one is the price:\n${names.map((name) => howToSay(table.file, "columns.close", name)).join("\n")}`,
  );
}

function noPrices(table: LayoutTable): Error {
  const words = table.names.flatMap((name, column) => {
    const cell = cellsOf(table.sample, column).find((text) => /\d[.,]\d/.test(text) && isText([text]));
    return cell === undefined
      ? []
      : [`${name.trim()} holds ${JSON.stringify(cell)}, which is no number: leave the words out.`];
  });
  return layoutError(
    table,
    "no-price-columns",
    "The file has no column of prices.",
    words[0] ?? "Give it open, high, low, close columns, or one column of closes per ticker.",
  );
}
