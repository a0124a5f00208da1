import type { MarketAsset } from "#domain/market";
import type { Finding } from "#results/documents/finding";
import type { RunRecord } from "#results/run-record";
import { counted, type RunFacts } from "./run-facts.ts";

/**
 * New shares for an old one, as splits are announced; each is looked for in both directions. Not 3 for 2: prices have
 * lost or won a third overnight without one (AMD on 2002-10-03, RRC on 1998-10-19).
 */
const SPLITS = [2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100];

/** How far the price may have moved besides, as a fraction: some 95 % of a stock's nights are quieter. */
const MOVE = 0.03;

/** Over a week or a month a price may halve by itself. */
const LONGEST = new Set(["1w", "1mo"]);

interface Jump {
  readonly bar: number;
  readonly before: number;
  readonly after: number;
  readonly name: string;
}

/** Raw prices that jump from one bar to the next by the ratio of a split: the position in them does not follow. */
export function checkSplits({ record, timeText }: RunFacts): Finding[] {
  const findings: Finding[] = [];
  for (const asset of record.market.assets) {
    if (asset.series.adjusted || LONGEST.has(asset.series.timeframe)) continue;
    const jumps = jumpsOf(asset, record);
    if (jumps.length === 0) continue;
    const { bar, before, after, name } = jumps[0]!;
    const time = timeText(record.market.clock[bar]!);
    const others = jumps.length === 1 ? "" : `, and ${counted(jumps.length - 1, "such jump")} later`;
    findings.push({
      id: "looks-like-split",
      severity: "warning",
      message: `${asset.symbol} goes from ${price(before)} to ${price(after)} on ${time}, as in a ${name} split${others}`,
      help: "the run took it for a gain or loss: give adjusted prices if it was a split",
      symbol: asset.symbol,
      time,
    });
  }
  return findings;
}

/** Jumps up to the end of what was measured, the warm-up included: an average remembers them. */
function jumpsOf({ open, close }: MarketAsset, { to }: RunRecord): Jump[] {
  const jumps: Jump[] = [];
  let before = Number.NaN;
  for (let bar = 0; bar < to; bar++) {
    const after = open[bar]!;
    const name = after < before ? splitName(before / after, false) : splitName(after / before, true);
    if (name !== null) jumps.push({ bar, before, after, name });
    // A bar that is missing leaves the close before it standing.
    if (close[bar]! === close[bar]!) before = close[bar]!;
  }
  return jumps;
}

function splitName(ratio: number, isReverse: boolean): string | null {
  // Nearly every bar ends here.
  if (!(ratio > 1.9)) return null;
  const split = SPLITS.find((one) => Math.abs(ratio / one - 1) < MOVE);
  if (split === undefined) return null;
  return isReverse ? `1-for-${split}` : `${split}-for-1`;
}

function price(value: number): string {
  return value.toLocaleString("en-US", { maximumSignificantDigits: 6 });
}
