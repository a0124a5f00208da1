import type { Timeframe } from "#time/timeframe";

/** The bars that are to be filled: when each opens, and how much of a year passes in it and before it. Columns of length n. */
export interface BarClock {
  readonly timeframe: Timeframe;
  /** Epoch ms UTC of the opens; midnight of the session date for daily bars. */
  readonly time: Float64Array;
  /** Years that pass while the bar is open, as volatility counts them. */
  readonly years: Float64Array;
  /** Years that pass between the close before and this open. */
  readonly gapYears: Float64Array;
  /** Index of the bar's session, from 0. */
  readonly session: Int32Array;
  /** Expected share of the session's volume. */
  readonly volumeShare: Float64Array;
}

/** One session as a generator needs it: its date, and from when to when it is open, epoch ms UTC; a rest parts it in two. */
export interface SessionSpan {
  readonly day: number;
  readonly parts: readonly (readonly [open: number, close: number])[];
}

export interface ClockSettings {
  /** How many sessions a year has. */
  readonly sessionsPerYear: number;
  /** Share of a session's variance that falls between the close before and the open: 0 to below 1. */
  readonly overnight: number;
}

/** One bar per session. */
export function dailyClock(days: readonly number[], { sessionsPerYear, overnight }: ClockSettings): BarClock {
  const n = days.length;
  return {
    timeframe: "1d",
    time: Float64Array.from(days),
    years: new Float64Array(n).fill((1 - overnight) / sessionsPerYear),
    gapYears: new Float64Array(n).fill(overnight / sessionsPerYear),
    session: Int32Array.from(days, (_, i) => i),
    volumeShare: new Float64Array(n).fill(1),
  };
}

/**
 * Bars of `step` ms from each session's open to its close, `bars` in all; the last before a rest or the close is cut off by
 * it. Every session has the same share of the year, so that a half-day moves as much as a whole one.
 */
export function intradayClock(
  sessions: readonly SessionSpan[],
  step: number,
  bars: number,
  timeframe: Timeframe,
  { sessionsPerYear, overnight }: ClockSettings,
): BarClock {
  const clock = {
    timeframe,
    time: new Float64Array(bars),
    years: new Float64Array(bars),
    gapYears: new Float64Array(bars),
    session: new Int32Array(bars),
    volumeShare: new Float64Array(bars),
  };
  let bar = 0;
  for (let s = 0; s < sessions.length && bar < bars; s++) {
    const pieces = piecesOf(sessions[s]!, step);
    const whole = pieces.reduce((sum, { length }) => sum + length, 0);
    const weights = pieces.reduce((sum, { middle }) => sum + volumeAt(middle / whole), 0);
    clock.gapYears[bar] = overnight / sessionsPerYear;
    for (const { time, length, middle } of pieces) {
      if (bar === bars) break;
      clock.time[bar] = time;
      clock.years[bar] = ((1 - overnight) * length) / whole / sessionsPerYear;
      clock.session[bar] = s;
      clock.volumeShare[bar] = volumeAt(middle / whole) / weights;
      bar++;
    }
  }
  return clock;
}

/** How many bars of `step` ms a session has. */
export function barsOf({ parts }: SessionSpan, step: number): number {
  return parts.reduce((sum, [open, close]) => sum + Math.ceil((close - open) / step), 0);
}

/** The bars of a session: when each opens, how long it is, and how much of trading time lies before its middle, ms. */
function piecesOf({ parts }: SessionSpan, step: number): { time: number; length: number; middle: number }[] {
  const pieces: { time: number; length: number; middle: number }[] = [];
  let before = 0;
  for (const [open, close] of parts) {
    for (let time = open; time < close; time += step) {
      const length = Math.min(step, close - time);
      pieces.push({ time, length, middle: before + length / 2 });
      before += length;
    }
  }
  return pieces;
}

/**
 * How much is traded at a point of the session (0: its open, 1: its close): a U, four times as much at the ends as in the
 * middle. That it is a U is what exchanges show (Jain & Joh 1988, Journal of Financial and Quantitative Analysis 23(3));
 * its depth is a choice.
 */
function volumeAt(within: number): number {
  return 1 + 3 * (2 * within - 1) * (2 * within - 1);
}
