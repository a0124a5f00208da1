import { DataError } from "#base/errors";
import { parseTime } from "#time/parse-time";
import { numberOf } from "../typed/read-cell.ts";
import type { JsonContext } from "./json-rows.ts";

type Price = "open" | "high" | "low" | "close";

/** What the cells of a candle are, after its time. */
interface CandleOrder {
  readonly cells: readonly string[];
  /** How many cells its rows have; null: it is one of those that many services use. */
  readonly width: number | null;
  readonly usedBy: string;
}

/**
 * The orders in which exchanges print candles that have no names, the usual one first.
 *
 * *Source* The exchanges' public API pages: Binance "Kline/Candlestick data", Kraken "Get OHLC Data", Coinbase Exchange "Get
 * product candles" ([time, low, high, open, close, volume]), Bitfinex "Candles" ([MTS, OPEN, CLOSE, HIGH, LOW, VOLUME]), KuCoin
 * "Get Klines" ([time, open, close, high, low, volume, turnover]), Gate.io "Market candlesticks" ([time, quote volume, close, high,
 * low, open, base volume, closed]).
 */
const ORDERS: readonly CandleOrder[] = [
  { cells: ["open", "high", "low", "close"], width: null, usedBy: "Binance, Kraken and most others" },
  { cells: ["low", "high", "open", "close"], width: null, usedBy: "Coinbase" },
  { cells: ["open", "close", "high", "low"], width: null, usedBy: "Bitfinex and KuCoin" },
  { cells: ["quote volume", "close", "high", "low", "open", "volume", "closed"], width: 8, usedBy: "Gate.io" },
];

const PRICES: readonly Price[] = ["open", "high", "low", "close"];

/** What stands after the close in rows of a given length, where it is known. */
const AFTER_CLOSE: Readonly<Record<number, readonly string[]>> = {
  6: ["volume"],
  7: ["volume", "turnover"],
  8: ["vwap", "volume", "trades"],
  9: ["volume", "volume ccy", "volume quote", "confirm"],
  12: ["volume", "close time", "quote volume", "trades", "taker buy volume", "taker buy quote volume", "ignore"],
};

/**
 * The names of the cells of candles that have none: [[ms, open, high, low, close, volume], …].
 *
 * The order is the one in which the high is the highest price and the low the lowest, in all rows. Where several orders fit all rows,
 * every row has the same prices either way.
 * @param rows at least one, all of the same length
 * @returns "" for each, where the first cell is no time: then a person has to say what is what
 * @throws DataError `ambiguous-candles` where no order fits all rows
 */
export function namesOfCandles(rows: readonly (readonly unknown[])[], context: JsonContext): readonly string[] {
  const width = rows[0]!.length;
  const nameless = rows[0]!.map(() => "");
  if (context.isNamedByHand || !isTime(rows[0]![0])) return nameless;
  if (width === 2) return ["time", "close"];
  if (width < 5) return nameless;
  const orders = ORDERS.filter((order) => order.width === null || order.width === width);
  const misfits = orders.map((order) => misfitsOf(rows, order));
  const fewest = Math.min(...misfits);
  const [best, other] = orders.filter((_, index) => misfits[index] === fewest);
  // Odd rows are in many files; that half of them speak against an order is in none.
  if (fewest > rows.length / 20 || (fewest > 0 && other !== undefined)) throw ambiguous(rows, orders, misfits, context);
  const { cells } = best!;
  const prices = cells.filter((cell) => (PRICES as readonly string[]).includes(cell));
  if (best !== ORDERS[0]) context.notes.push(`candles read as ${["time", ...prices].join(", ")}`);
  const after = best!.width === null ? (AFTER_CLOSE[width] ?? ["volume"]) : [];
  return ["time", ...cells, ...after, ...nameless].slice(0, width);
}

function isTime(cell: unknown): boolean {
  const count = numberOf(cell);
  if (count !== null && Number.isFinite(count))
    return count >= 1e8 || count === 0 || !Number.isNaN(parseTime(String(cell)));
  return typeof cell === "string" && /^\d{4}-?\d\d/.test(cell.trim());
}

/** Rows in which the high is not the highest price, or the low not the lowest. */
function misfitsOf(rows: readonly (readonly unknown[])[], { cells }: CandleOrder): number {
  const [high, low] = [cells.indexOf("high") + 1, cells.indexOf("low") + 1] as const;
  const places = PRICES.map((price) => cells.indexOf(price) + 1);
  let misfits = 0;
  for (const row of rows) {
    const top = numberOf(row[high]) ?? Number.NaN;
    const bottom = numberOf(row[low]) ?? Number.NaN;
    for (const place of places) {
      const price = numberOf(row[place]) ?? Number.NaN;
      // A cell that is empty, or no number, speaks for no order and against none.
      if (!(price > top || price < bottom)) continue;
      misfits++;
      break;
    }
  }
  return misfits;
}

function ambiguous(
  rows: readonly (readonly unknown[])[],
  orders: readonly CandleOrder[],
  misfits: readonly number[],
  context: JsonContext,
): DataError {
  const second = [...misfits].sort((a, b) => a - b)[1]!;
  const readings = orders.filter((_, index) => misfits[index]! <= second);
  const columns = ({ cells }: CandleOrder) => {
    const places = PRICES.map((name) => `--read columns.${name}=${cells.indexOf(name) + 2}`);
    return ["--read columns.time=1", ...places].join(" ");
  };
  return new DataError({
    code: "ambiguous-candles",
    message: `The candles of ${context.file} have no names, and no order of open, high, low and close fits all of them.`,
    where: {
      file: context.file,
      expected: readings.map(({ cells }) => `time, ${cells.join(", ")}`).join("; or "),
      received: JSON.stringify(rows[0]).slice(0, 120),
    },
    help: ["Say what is what:", ...readings.map((order) => `${columns(order)}  (as ${order.usedBy})`)].join("\n"),
  });
}
