import { StrategyError } from "#base/errors";
import type { BarColumns, Timeframe } from "#domain/bars";
import { type ResampledBars, resampleBars } from "#domain/resample";
import { asOfClosed, barCloses } from "#domain/resample-closes";
import { CALENDAR_NAMES, calendarOf, nearCalendar } from "#time/calendars/calendar-of";
import type { TradingCalendar } from "#time/calendars/trading-calendar";
import { COMMON_TIMEFRAMES, nearTimeframe, parseTimeframe } from "#time/parse-timeframe";
import { divides } from "#time/timeframe-length";
import { PRICES_HELP, PRICES_WRITTEN } from "./prices-written.ts";

export interface ResampleOptions {
  /** The exchange by whose sessions bars are counted and close: "NYSE". null: by the clock of UTC. What the prices are of, unless given. */
  readonly calendar?: string | null;
}

/** Makes bars of a longer timeframe: "1h", "1d", "1w", "1mo". Throws StrategyError for one that cannot be made. */
export type Resample = (timeframe: string, options?: ResampleOptions) => LongerBars;

const COLUMNS = ["time", "open", "high", "low", "close", "volume"] as const;

/**
 * An asset's bars of a longer timeframe, as whole columns of their own length, for indicators. `onBars` brings a column back to
 * the bars of the run: at each of them stands the value of the last longer bar that had closed by then.
 */
export class LongerBars {
  readonly timeframe: Timeframe;
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** NaN throughout where the source has no volume. */
  readonly volume: Float64Array;
  /** 1 where the prices begin after, or end before, what the bar stands for: the first or the last. */
  readonly partial: Uint8Array;
  /** Bars of the run that lie outside of all sessions, and so in none of these: before the open, or an auction after the close. */
  readonly outside: number;
  readonly #known: Int32Array;
  readonly #kept: readonly Float64Array[];

  constructor(bars: ResampledBars, closes: Float64Array) {
    this.timeframe = bars.timeframe;
    this.time = bars.time;
    this.open = bars.open;
    this.high = bars.high;
    this.low = bars.low;
    this.close = bars.close;
    this.volume = bars.volume ?? new Float64Array(bars.time.length).fill(Number.NaN);
    this.partial = bars.partial;
    this.outside = bars.outside;
    this.#known = asOfClosed(bars.visibleFrom, closes);
    this.#kept = COLUMNS.map((column) => this[column].slice());
  }

  /**
   * A column of these bars as one of the run's bars.
   * @param column one value for each longer bar
   * @returns one value for each bar of the run; NaN before the first longer bar has closed
   * @throws StrategyError when the column has another length
   */
  onBars(column: Float64Array): Float64Array {
    if (column.length !== this.time.length) {
      throw new StrategyError({
        code: "column-length",
        message: `onBars got ${column.length} values for ${this.time.length} bars of ${this.timeframe}.`,
        where: { expected: String(this.time.length), received: String(column.length) },
        help: "Give it a column of these longer bars: week.onBars(sma(week.close, 10)).",
      });
    }
    const known = this.#known;
    const out = new Float64Array(known.length);
    for (let i = 0; i < known.length; i++) out[i] = known[i]! < 0 ? Number.NaN : column[known[i]!]!;
    return out;
  }

  /** The column that somebody has written to, or null. All trials of a search share them. */
  changedColumn(): (typeof COLUMNS)[number] | null {
    return COLUMNS.find((column, k) => this[column].some((value, i) => !Object.is(value, this.#kept[k]![i]))) ?? null;
  }
}

/** What an asset's longer bars are made of. */
export interface Resampled {
  readonly symbol: string;
  /** Columns on the clock of the run; NaN where the asset has no bar. */
  readonly columns: BarColumns;
  readonly timeframe: Timeframe;
  /** Asked when no calendar is named. */
  readonly calendar: () => TradingCalendar | null;
}

/** The longer bars of an asset, each made once. */
export class Resampler {
  readonly #asset: Resampled;
  readonly #made = new Map<string, LongerBars>();
  #own: TradingCalendar | null | undefined;

  constructor(asset: Resampled) {
    this.#asset = asset;
  }

  resample: Resample = (text, options = {}) => {
    const to = this.#timeframe(text);
    const calendar = this.#calendar(options.calendar);
    const key = `${to} ${calendar?.name}`;
    let bars = this.#made.get(key);
    if (bars === undefined) {
      const { columns, timeframe } = this.#asset;
      bars = new LongerBars(
        resampleBars(columns, timeframe, to, calendar),
        barCloses(columns.time, timeframe, calendar),
      );
      this.#made.set(key, bars);
    }
    return bars;
  };

  /** Throws StrategyError when a strategy has written to longer bars. */
  checkUnwritten(): void {
    for (const bars of this.#made.values()) {
      const column = bars.changedColumn();
      if (column === null) continue;
      throw new StrategyError({
        code: PRICES_WRITTEN,
        message: `The strategy writes to the ${column} of ${this.#asset.symbol}'s ${bars.timeframe} bars.`,
        where: { symbol: this.#asset.symbol },
        help: PRICES_HELP,
      });
    }
  }

  #timeframe(text: string): Timeframe {
    const { timeframe: from, symbol } = this.#asset;
    const to = parseTimeframe(text);
    if (to === null) {
      const near = nearTimeframe(text);
      throw new StrategyError({
        code: "unknown-timeframe",
        message: `resample("${text}") names no length of a bar.`,
        where: { symbol, received: text, expected: COMMON_TIMEFRAMES.join(", ") },
        help: near === null ? "A day is 1d, a week 1w, a month 1mo, an hour 1h." : `Did you mean resample("${near}")?`,
      });
    }
    if (divides(from, to)) return to;
    throw new StrategyError({
      code: "resample-timeframe",
      message: `${symbol} has ${from} bars, of which no ${to} bars can be made.`,
      where: { symbol, received: to, expected: `a timeframe that whole bars of ${from} make up` },
      help: "Longer bars are made of shorter ones, never the other way around; weeks do not make months.",
    });
  }

  #calendar(name: string | null | undefined): TradingCalendar | null {
    if (name === null) return null;
    if (name === undefined) {
      if (this.#own === undefined) this.#own = this.#asset.calendar();
      return this.#own;
    }
    const calendar = calendarOf(name);
    if (calendar !== null) return calendar;
    const near = nearCalendar(name);
    throw new StrategyError({
      code: "unknown-calendar",
      message: `resample names the calendar "${name}", which ivy has not.`,
      where: { received: name, expected: CALENDAR_NAMES.join(", ") },
      help: near === null ? `There are ${CALENDAR_NAMES.join(", ")}.` : `Did you mean "${near}"?`,
    });
  }
}
