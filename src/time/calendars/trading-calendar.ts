import { isDailyOrLonger, type Timeframe } from "../timeframe.ts";
import { lengthMs } from "../timeframe-length.ts";
import { DAY_MS } from "../units.ts";
import type { ExchangeFacts } from "./exchange-facts.ts";
import { type SessionColumns, sessionColumns, sessionDays } from "./session-columns.ts";

/** When a session is open, epoch ms UTC; its rests (a lunch) lie within. */
export interface SessionHours {
  readonly open: number;
  readonly close: number;
  readonly breaks: readonly { readonly from: number; readonly to: number }[];
}

/**
 * The sessions of an exchange from `firstDay` to `lastDay`. Days are midnight UTC of the session date, epoch ms. Outside of
 * those days it knows nothing: then there are no sessions, which says nothing about the exchange.
 */
export class TradingCalendar {
  readonly name: string;
  readonly title: string;
  readonly zone: string;
  readonly source: string;
  readonly firstDay: number;
  readonly lastDay: number;
  /** All session dates, in order; not to be written to. */
  readonly days: Float64Array;
  readonly #facts: ExchangeFacts;
  #columns: SessionColumns | null = null;
  /** Index of the session of each day from the first; −1 where there is none. */
  #indexOfDay: Int32Array | null = null;

  constructor(facts: ExchangeFacts) {
    this.name = facts.name;
    this.title = facts.title;
    this.zone = facts.zone;
    this.source = facts.source;
    this.firstDay = Date.parse(`${facts.from}T00:00:00Z`);
    this.lastDay = Date.parse(`${facts.to}T00:00:00Z`);
    this.#facts = facts;
    this.days = sessionDays(facts);
  }

  /** All sessions with their hours, as columns that must not be written to; worked out when first asked for. */
  get columns(): SessionColumns {
    this.#columns ??= sessionColumns(this.#facts, this.days);
    return this.#columns;
  }

  /** Whether it knows every day from that of one time to that of another, both epoch ms UTC. */
  holds(from: number, to: number): boolean {
    return from >= this.firstDay && to < this.lastDay + DAY_MS;
  }

  /** Session dates from one day to another, both included. */
  sessions(fromDay: number, toDay: number): Float64Array {
    return this.days.slice(firstAtOrAfter(this.days, fromDay), firstAtOrAfter(this.days, toDay + 1));
  }

  isSession(day: number): boolean {
    return this.indexOfDay(day) >= 0;
  }

  /** Index in `columns` of the session of a date; −1 where there is none. */
  indexOfDay(day: number): number {
    this.#indexOfDay ??= this.#indices();
    return this.#indexOfDay[(day - this.firstDay) / DAY_MS] ?? -1;
  }

  #indices(): Int32Array {
    const { days, firstDay, lastDay } = this;
    const indices = new Int32Array((lastDay - firstDay) / DAY_MS + 1).fill(-1);
    for (let i = 0; i < days.length; i++) indices[(days[i]! - firstDay) / DAY_MS] = i;
    return indices;
  }

  /** Null where there is no session. */
  sessionHours(day: number): SessionHours | null {
    const i = this.indexOfDay(day);
    if (i < 0) return null;
    const { open, close, restFrom, restTo } = this.columns;
    const from = restFrom[i]!;
    return { open: open[i]!, close: close[i]!, breaks: from === from ? [{ from, to: restTo[i]! }] : [] };
  }

  /** True where the session ends earlier than an ordinary one of its time. */
  isHalfDay(day: number): boolean {
    const i = this.indexOfDay(day);
    return i >= 0 && this.columns.half[i] === 1;
  }

  /** The date of the session that is open at a time (its open counted in, its close not); NaN where none is, also in a rest. */
  sessionOf(time: number): number {
    const i = this.indicesAt(Float64Array.of(time))[0]!;
    return i < 0 ? Number.NaN : this.columns.day[i]!;
  }

  /**
   * For each time the index in `columns` of the session that is open then (its open counted in, its close not); −1 where
   * none is, also in a rest. With a length, of bars that begin then: a bar which reaches into a session belongs to it.
   * @param times epoch ms UTC, length n, in any order; fastest where they increase
   * @param lengthMs of a bar
   */
  indicesAt(times: Float64Array, lengthMs = 0): Int32Array {
    const { open, close, restFrom, restTo } = this.columns;
    const out = new Int32Array(times.length);
    let at = -1;
    let from = Number.POSITIVE_INFINITY;
    let to = Number.NEGATIVE_INFINITY;
    let rest = Number.NaN;
    let restEnd = Number.NaN;
    for (let i = 0; i < times.length; i++) {
      const time = times[i]!;
      if (!(time >= from && time < to)) {
        at = firstAtOrAfter(close, time + 1);
        if (at >= close.length || !(time >= open[at]! || time + lengthMs > open[at]!)) {
          out[i] = -1;
          from = Number.POSITIVE_INFINITY;
          continue;
        }
        // A bar that begins earlier and reaches in asks anew: there are few.
        from = open[at]!;
        to = close[at]!;
        rest = restFrom[at]!;
        restEnd = restTo[at]!;
      }
      out[i] = time >= rest && time < restEnd && time + lengthMs <= restEnd ? -1 : at;
    }
    return out;
  }

  /**
   * Returns of a year: for days what people reckon with (NYSE 252, 24/7 365) or the mean number of sessions, 52 for weeks, 12
   * for months; for shorter bars the days times the bars of a whole session of today.
   */
  periodsPerYear(timeframe: Timeframe): number {
    if (timeframe === "1mo") return 12;
    if (timeframe === "1w") return 52;
    const { sessionsPerYear } = this.#facts;
    if (isDailyOrLonger(timeframe)) return sessionsPerYear;
    const { open, close, restFrom, restTo, half } = this.columns;
    const whole = half.lastIndexOf(0);
    const rest = restFrom[whole]! === restFrom[whole]! ? restTo[whole]! - restFrom[whole]! : 0;
    return sessionsPerYear * Math.ceil((close[whole]! - open[whole]! - rest) / lengthMs(timeframe));
  }
}

/** Index of the first of an increasing column that is at least `value`; its length when there is none. */
function firstAtOrAfter(column: Float64Array, value: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
