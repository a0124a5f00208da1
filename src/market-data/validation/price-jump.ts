import { isDailyOrLonger } from "#time/timeframe";
import type { CheckedBars } from "./checked-bars.ts";

/**
 * New shares for an old one, as splits are announced; each is looked for in both directions. Not 3 for 2: prices have
 * lost or won a third overnight without one (AMD on 2002-10-03, RRC on 1998-10-19).
 */
const SPLITS = [2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50];

/** Cents for dollars, pence for pounds; thousandths, as feeds that count in integers have them. */
const UNITS = [100, 1000];

/** How far the price may have moved besides, as a fraction: some 95 % of a stock's nights are quieter. */
const MOVE = 0.03;

/** A bar that opens at the price before it times a round ratio. */
export interface PriceJump {
  readonly kind: "split" | "unit";
  readonly before: number;
  readonly after: number;
  /** The round ratio, above 1. */
  readonly ratio: number;
  readonly isUp: boolean;
}

/**
 * The jump from the bar before to bar `i`, in the prices that a strategy will see: with the adjusted close carried over
 * where it is. null where there is none, and where the source says that its prices are adjusted.
 */
export function jumpAt(bars: CheckedBars, i: number): PriceJump | null {
  const { open, close, adjustedClose } = bars;
  const opened = open[i]!;
  const closed = close[i - 1]!;
  // Nearly every bar ends here.
  if (opened < closed * 1.9 && closed < opened * 1.9 && adjustedClose === null) return null;
  if (adjustedClose === null && bars.adjusted) return null;
  const after = adjustedClose === null ? opened : opened * (adjustedClose[i]! / close[i]!);
  const before = adjustedClose === null ? closed : adjustedClose[i - 1]!;
  const isUp = after > before;
  const ratio = isUp ? after / before : before / after;
  if (!(ratio > 1.9)) return null;
  const isNear = (round: number) => Math.abs(ratio / round - 1) < MOVE;
  const unit = UNITS.find(isNear);
  if (unit !== undefined) return { kind: "unit", before, after, ratio: unit, isUp };
  // Over a week or a month a price may halve by itself.
  if (isDailyOrLonger(bars.timeframe) && bars.timeframe !== "1d") return null;
  const split = SPLITS.find(isNear);
  if (split === undefined || isUndone(bars, i)) return null;
  return { kind: "split", before, after, ratio: split, isUp };
}

/** The close before it is back within a tenth on the next bar, or this bar is that way back: a wrong price, no split. */
function isUndone({ close, adjustedClose }: CheckedBars, i: number): boolean {
  const prices = adjustedClose ?? close;
  const isBack = (to: number, from: number) =>
    from >= 0 && to < prices.length && Math.abs(prices[to]! / prices[from]! - 1) < 0.1;
  return isBack(i + 1, i - 1) || isBack(i, i - 2);
}

/** "2-for-1" where the price falls, "1-for-10" where it rises. */
export function splitName({ ratio, isUp }: PriceJump): string {
  return isUp ? `1-for-${ratio}` : `${ratio}-for-1`;
}
