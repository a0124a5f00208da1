import type { CoreStatistics } from "#results/run-record";
import { maxDrawdown } from "./core-figures.ts";
import type { EquityWindow } from "./equity-window.ts";
import { type Figure, REASONS } from "./figure.ts";

const MS_PER_DAY = 86_400_000;

/** What one walk along the measured equity says about its falls. */
export interface DrawdownPath {
  /** Deepest fall from a peak, a positive fraction. */
  readonly deepest: number;
  /** The largest fall in the account's currency; it need not be the deepest as a fraction. */
  readonly largestLoss: number;
  /** Calendar days of the longest time from a peak to the close that regains it, or to the end. */
  readonly longestDays: number;
  /** Σ of squared drawdowns, and the closes it is over. */
  readonly squares: number;
  readonly closes: number;
}

/**
 * Walks the equity at every measured close. The first peak is the starting cash, held at the first measured close: a
 * loss on the first day is a drawdown. A drawdown that is not regained ends with the window, not with a recovery.
 *
 * @param window equity without NaN in [from, to)
 * @returns all zeros for an empty window
 */
export function drawdownPath(window: EquityWindow): DrawdownPath {
  const { clock, equity, from, to } = window;
  let peak = window.startingCash;
  let peakTime = from < to ? clock[from]! : 0;
  let underWater = false;
  let deepest = 0;
  let largestLoss = 0;
  let longest = 0;
  let squares = 0;
  for (let t = from; t < to; t++) {
    const now = equity[t]!;
    if (now >= peak) {
      if (underWater) longest = Math.max(longest, clock[t]! - peakTime);
      underWater = false;
      peak = now;
      peakTime = clock[t]!;
      continue;
    }
    underWater = true;
    const depth = 1 - now / peak;
    squares += depth * depth;
    if (depth > deepest) deepest = depth;
    if (peak - now > largestLoss) largestLoss = peak - now;
  }
  if (underWater) longest = Math.max(longest, clock[to - 1]! - peakTime);
  return { deepest, largestLoss, longestDays: longest / MS_PER_DAY, squares, closes: Math.max(0, to - from) };
}

/**
 * The figures of falls from a peak.
 *
 * @param growthRate the compound annual growth rate, or why there is none
 * Sources: Young (1991), Calmar Ratio, Futures 20(1), here over the whole window; Martin & McCann (1989), The Investor's
 * Guide to Fidelity Funds, for the Ulcer index.
 */
export function drawdownFigures(window: EquityWindow, statistics: CoreStatistics, growthRate: Figure) {
  const path = drawdownPath(window);
  const depth = maxDrawdown(statistics);
  const profit = statistics.finalEquity - statistics.startingCash;
  return {
    maxDrawdown: depth,
    maxDrawdownDuration: path.longestDays,
    calmar: typeof growthRate === "string" ? growthRate : depth > 0 ? growthRate / depth : REASONS.noDrawdown,
    recoveryFactor: path.largestLoss > 0 ? profit / path.largestLoss : REASONS.noDrawdown,
    ulcerIndex: path.closes > 0 ? Math.sqrt(path.squares / path.closes) : REASONS.noTime,
  } satisfies Record<string, Figure>;
}
