import type { BarSeries } from "#domain/bars";
import { formatTime } from "#time/format-time";

/** What the first line of a synthetic file begins with; the command that makes it again follows. */
export const SYNTHETIC_MARK = "# synthetic: ";

const ROWS = 20_000;

/**
 * A series as the pieces of a CSV file: the mark, a header, a row per bar. Numbers are written so that they are read back
 * to the last bit.
 */
export function* syntheticCsv(series: BarSeries, command: string): Generator<string> {
  const { time, open, high, low, close, volume, timeframe } = series;
  yield `${SYNTHETIC_MARK}${command}\n${timeframe === "1d" ? "date" : "time"},open,high,low,close,volume\n`;
  for (let from = 0; from < time.length; from += ROWS) {
    const rows: string[] = [];
    for (let i = from; i < Math.min(time.length, from + ROWS); i++) {
      rows.push(`${formatTime(time[i]!, timeframe)},${open[i]},${high[i]},${low[i]},${close[i]},${volume![i]}\n`);
    }
    yield rows.join("");
  }
}
