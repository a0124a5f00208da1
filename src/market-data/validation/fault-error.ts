import { DataError, type Where } from "#base/errors";
import { formatTime } from "#time/format-time";
import type { Timeframe } from "#time/timeframe";
import type { BarFault } from "../validate.ts";
import type { JudgedColumns } from "./bar-faults.ts";

/** What the text of an error says about the bars beside their columns. */
export interface FaultyBars extends JudgedColumns {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** There is one price a bar. */
  readonly closeOnly: boolean;
  /** What the reader of the file calls its only price, where that is not its close: the column of a wide file. */
  readonly closeName?: string | undefined;
}

/** The error for a row that was read, but makes no bar. `place` is where the row stands. */
export function faultError(fault: BarFault, bars: FaultyBars, place: Where): DataError {
  const { message, help, expected, received } = wordsOf(fault, bars);
  const time = formatTime(bars.time[fault.row]!, bars.timeframe);
  return new DataError({
    code: fault.code,
    message: `${bars.symbol}: ${message}`,
    where: { ...place, symbol: bars.symbol, time, bar: fault.row, expected, received },
    help,
  });
}

interface Words {
  readonly message: string;
  readonly expected: string;
  readonly received: string;
  readonly help: string;
}

function wordsOf({ code, row, field }: BarFault, bars: FaultyBars): Words {
  const value =
    field === "volume" ? bars.volume![row]! : field === "time" ? bars.time[row]! : priceOf(bars, field, row);
  const priceName = nameOf(field, bars);
  switch (code) {
    case "duplicate-time":
      return duplicateWords(bars, row);
    case "times-not-increasing":
      return orderWords(bars, row);
    case "missing-price":
      return {
        message: `${priceName} is missing.`,
        expected: "a price",
        received: "",
        help: "Fill in the price, or take the row out: a bar has open, high, low and close. --read repair=drop leaves such rows out.",
      };
    case "price-not-finite":
    case "price-not-positive":
      return {
        message: `${priceName} is ${value}, and a price is above zero.`,
        expected: "a finite number above 0",
        received: String(value),
        help: "Mend the price, or take the row out. --read repair=drop leaves such rows out.",
      };
    case "high-below-low":
      return {
        message: `high ${value} is below low ${bars.low[row]}.`,
        expected: `high of at least ${bars.low[row]}`,
        received: String(value),
        help: "Mend the row. If every row is so, the header names high and low the wrong way round.",
      };
    case "bad-volume":
      return {
        message: `volume is ${value}.`,
        expected: "0 or more, or an empty cell",
        received: String(value),
        help: "Mend the volume, or leave its cell empty.",
      };
  }
}

function priceOf(bars: FaultyBars, field: Exclude<BarFault["field"], "time" | "volume">, row: number): number {
  return field === "adjustedClose" ? bars.adjustedClose![row]! : bars[field][row]!;
}

function nameOf(field: BarFault["field"], { closeOnly, closeName }: FaultyBars): string {
  if (field === "adjustedClose") return "adjusted close";
  return closeOnly ? (closeName ?? "close") : field;
}

/** Rows that are looked through for the other one of the same time. */
const FARTHEST = 100;

function duplicateWords({ time, open, high, low, close, timeframe, closeOnly }: FaultyBars, row: number): Words {
  const at = formatTime(time[row]!, timeframe);
  const shown = (i: number) =>
    closeOnly ? String(close[i]) : `open ${open[i]}, high ${high[i]}, low ${low[i]}, close ${close[i]}`;
  let first = row - 1;
  // Next to it as a rule; rows out of order may lie between.
  while (first > 0 && row - first < FARTHEST && time[first] !== time[row]) first--;
  // Rows may differ in their volume alone.
  const differ = time[first] === time[row] && shown(first) !== shown(row);
  return {
    message: `${at} stands twice, and the two rows differ.`,
    expected: differ ? `one row per time; the row before it says ${shown(first)}` : "one row per time",
    received: differ ? shown(row) : at,
    help: "Take the wrong one of the two rows out. A file holds one ticker, or one column per ticker.",
  };
}

function orderWords({ time, timeframe }: FaultyBars, row: number): Words {
  const shown = (i: number) => formatTime(time[i]!, timeframe);
  const help = "Sort the file by time, oldest row first.";
  const at = shown(row);
  if (row > 0 && time[row]! < time[row - 1]!) {
    const before = shown(row - 1);
    return {
      message: `${at} comes after ${before}: the rows are not in order.`,
      expected: `a time after ${before}`,
      received: at,
      help,
    };
  }
  const next = row + 1 < time.length ? shown(row + 1) : "the end";
  return {
    message: `${at} stands before ${next}: the rows are not in order.`,
    expected: `a time before ${next}`,
    received: at,
    help,
  };
}
