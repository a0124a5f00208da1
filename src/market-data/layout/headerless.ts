import { areClocks, areTimes } from "./sample-cells.ts";

const OHLC = ["open", "high", "low", "close"];

/** Columns of a kline as Binance's archives have it (data.binance.vision, since 2017): no header, twelve columns. */
const KLINE = [
  ...["open time", ...OHLC, "volume", "close time", "quote volume", "count", "taker buy volume"],
  ...["taker buy quote volume", "ignore"],
];

/**
 * True for the daily bars of shares as QuantConnect's LEAN keeps them: 20240102 00:00 and whole numbers, which are
 * ten-thousandths. *Source:* QuantConnect LEAN, Data/equity/readme.md.
 */
export function isLean(rows: readonly (readonly string[])[]): boolean {
  return rows.every(
    ([time = "", ...cells]) =>
      /^\d{8} \d{2}:\d{2}$/.test(time) && cells.length === 5 && cells.every((cell) => /^\d+$/.test(cell)),
  );
}

export const LEAN = "whole numbers as LEAN keeps its prices, in ten-thousandths: they are 10,000 times too large";

/** True when a first row holds a bar, not names: the first cell is a time, or the second where a ticker stands first. */
export function isRowOfPrices([first = "", second = ""]: readonly string[]): boolean {
  return areTimes([first], true) || (areTimes([second], true) && first.trim() !== "");
}

/**
 * The names that the columns of a file without a header have beyond doubt: time (or date and clock), open, high, low,
 * close, and a volume. Null where another order would fit as well, or none does.
 */
export function namesWithoutHeader(rows: readonly (readonly string[])[]): readonly string[] | null {
  const [first] = rows;
  if (first === undefined || first.length < 5 || !rows.every((row) => row.length === first.length)) return null;
  const column = (k: number) => rows.map((row) => row[k]!);
  if (!areTimes(column(0), true)) return null;
  const isClock = areClocks(column(1)) && column(1).every((cell) => cell.includes(":") || /^\d{6}$/.test(cell.trim()));
  const at =
    isClock && column(0).every((cell) => /^\D*\d{4}\D?\d{2}\D?\d{2}$|^\d{2}\D\d{2}\D\d{4}$/.test(cell)) ? 2 : 1;
  const values = rows.map((row) => row.slice(at).map(numberIn));
  if (!values.every((row) => row.slice(0, 5).every(Number.isFinite))) return null;
  if (!fitsOnly(values)) return null;
  const time = at === 2 ? ["date", "time"] : ["time"];
  const count = first.length - at;
  if (count === 4) return [...time, ...OHLC];
  if (at === 1 && count === 11 && closesLater(rows)) return KLINE;
  // What follows a volume is a count of trades, or open interest: no part of a bar.
  const others = Array.from({ length: Math.max(0, count - 5) }, (_, k) => `column ${at + 6 + k}`);
  return count >= 5 && isVolume(values) ? [...time, ...OHLC, "volume", ...others] : null;
}

/** Orders that exchanges and sites use, as the places of open, high, low and close. */
const ORDERS: readonly (readonly [number, number, number, number])[] = [
  [0, 1, 2, 3],
  [0, 2, 3, 1],
  [1, 2, 3, 0],
  [2, 1, 0, 3],
  [0, 2, 1, 3],
];

/** True when open, high, low, close fits every row, and no other order does. */
function fitsOnly(rows: readonly (readonly number[])[]): boolean {
  const fitting = ORDERS.filter(([o, h, l, c]) =>
    rows.every((row) => row[h]! >= Math.max(row[o]!, row[c]!) && row[l]! <= Math.min(row[o]!, row[c]!)),
  );
  return fitting.length === 1 && fitting[0] === ORDERS[0];
}

/** An adjusted close would lie near the prices, and keep its share of the close from row to row. */
function isVolume(rows: readonly (readonly number[])[]): boolean {
  const shares = rows.map(([, , , close, fifth]) => fifth! / close!);
  if (shares.some((share, i) => i > 0 && Math.abs(Math.log(share / shares[i - 1]!)) > Math.log(3))) return true;
  // Dividends move that share by some percent, now and then; a volume is another on most bars.
  const moved = shares.filter((share, i) => i > 0 && Math.abs(Math.log(share / shares[i - 1]!)) > 0.05).length;
  if (moved >= 4 && moved > shares.length / 2) return true;
  return rows.some(([, high, , , fifth]) => fifth! === 0 || fifth! > 2 * high! || fifth! < high! / 100);
}

function closesLater(rows: readonly (readonly string[])[]): boolean {
  return rows.every((row) => Number(row[6]) > Number(row[0]) && Number(row[6]) < Number(row[0]) * 1.01);
}

function numberIn(cell: string): number {
  const text = cell.trim();
  if (text === "") return Number.NaN;
  return Number(/^-?\d+,\d+$/.test(text) ? text.replace(",", ".") : text);
}
