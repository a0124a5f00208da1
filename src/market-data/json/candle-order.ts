import { DataError } from "#base/errors";
import { parseTime } from "#time/parse-time";
import { numberOf } from "../typed/read-cell.ts";
import type { JsonContext } from "./json-rows.ts";

type Price = "open" | "high" | "low" | "close";

/** What the second to fifth cell of a candle are. */
interface CandleOrder {
  readonly prices: readonly [Price, Price, Price, Price];
  readonly usedBy: string;
}

/**
 * The orders in which exchanges print candles that have no names, the usual one first.
 *
 * *Source* The exchanges' public API pages: Binance "Kline/Candlestick data", Kraken "Get OHLC Data", Coinbase Exchange "Get
 * product candles" ([time, low, high, open, close, volume]), Bitfinex "Candles" ([MTS, OPEN, CLOSE, HIGH, LOW, VOLUME]), KuCoin
 * "Get Klines" ([time, open, close, high, low, volume, turnover]).
 */
const ORDERS: readonly CandleOrder[] = [
  { prices: ["open", "high", "low", "close"], usedBy: "Binance, Kraken and most others" },
  { prices: ["low", "high", "open", "close"], usedBy: "Coinbase" },
  { prices: ["open", "close", "high", "low"], usedBy: "Bitfinex and KuCoin" },
];

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
  const misfits = ORDERS.map((order) => misfitsOf(rows, order));
  const fewest = Math.min(...misfits);
  const [best, other] = ORDERS.filter((_, index) => misfits[index] === fewest);
  // Odd rows are in many files; that half of them speak against an order is in none.
  if (fewest > rows.length / 20 || (fewest > 0 && other !== undefined)) throw ambiguous(rows, misfits, context);
  if (best !== ORDERS[0]) context.notes.push(`candles read as ${["time", ...best!.prices].join(", ")}`);
  return ["time", ...best!.prices, ...(AFTER_CLOSE[width] ?? ["volume"]), ...nameless].slice(0, width);
}

function isTime(cell: unknown): boolean {
  const count = numberOf(cell);
  if (count !== null && Number.isFinite(count))
    return count >= 1e8 || count === 0 || !Number.isNaN(parseTime(String(cell)));
  return typeof cell === "string" && /^\d{4}-?\d\d/.test(cell.trim());
}

/** Rows in which the high is not the highest price, or the low not the lowest. */
function misfitsOf(rows: readonly (readonly unknown[])[], { prices }: CandleOrder): number {
  const high = prices.indexOf("high") + 1;
  const low = prices.indexOf("low") + 1;
  let misfits = 0;
  for (const row of rows) {
    const top = numberOf(row[high]) ?? Number.NaN;
    const bottom = numberOf(row[low]) ?? Number.NaN;
    for (let i = 1; i <= 4; i++) {
      const price = numberOf(row[i]) ?? Number.NaN;
      // A cell that is empty, or no number, speaks for no order and against none.
      if (!(price > top || price < bottom)) continue;
      misfits++;
      break;
    }
  }
  return misfits;
}

function ambiguous(rows: readonly (readonly unknown[])[], misfits: readonly number[], context: JsonContext): DataError {
  const second = [...misfits].sort((a, b) => a - b)[1]!;
  const readings = ORDERS.filter((_, index) => misfits[index]! <= second);
  const columns = ({ prices }: CandleOrder) => {
    const at = (name: Price) => `--read columns.${name}=${prices.indexOf(name) + 2}`;
    return ["--read columns.time=1", at("open"), at("high"), at("low"), at("close")].join(" ");
  };
  return new DataError({
    code: "ambiguous-candles",
    message: `The candles of ${context.file} have no names, and no order of open, high, low and close fits all of them.`,
    where: {
      file: context.file,
      expected: readings.map(({ prices }) => `time, ${prices.join(", ")}`).join("; or "),
      received: JSON.stringify(rows[0]).slice(0, 120),
    },
    help: ["Say what is what:", ...readings.map((order) => `${columns(order)}  (as ${order.usedBy})`)].join("\n"),
  });
}
