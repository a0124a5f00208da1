import type { MarketAsset } from "#domain/market";
import type { Finding } from "#results/documents/finding";
import type { RunRecord } from "#results/run-record";
import { counted, type RunFacts } from "./run-facts.ts";

/** A window asked for may start on a weekend or holiday; more than this is missing data. */
const GRACE_MS = 7 * 86_400_000;

/** Series that begin after the window that was asked for, or after what is measured begins. */
export function checkLateStarts({ record: { market, from }, asked, timeText }: RunFacts): Finding[] {
  const wanted = asked.from ?? market.clock[from]!;
  return market.assets
    .filter(({ series }) => series.time[0]! - wanted > GRACE_MS)
    .map(({ symbol, series }) => ({
      id: "series-starts-late",
      severity: "warning",
      message: `${symbol} has no prices before ${timeText(series.time[0]!)}, though the run begins on ${timeText(wanted)}`,
      help: "start later with --from, or give a file that goes back further",
      symbol,
      time: timeText(series.time[0]!),
    }));
}

/** Series that end before the others of the run (what was held was closed), or before the window that was asked for. */
export function checkEarlyEnds({ record: { market }, asked, timeText }: RunFacts): Finding[] {
  const end = market.clock.at(-1)!;
  const findings: Finding[] = [];
  for (const { symbol, series } of market.assets) {
    const last = series.time.at(-1)!;
    const time = timeText(last);
    if (last < end) {
      findings.push({
        id: "series-ends-early",
        severity: "error",
        message: `${symbol} has no prices after ${time}; what was held of it was closed there`,
        help: `end the run with --to ${time}, or complete the file`,
        symbol,
        time,
      });
    } else if (asked.to !== null && asked.to - last > GRACE_MS) {
      findings.push({
        id: "window-ends-early",
        severity: "warning",
        message: `${symbol} ends on ${time}, before the end that was asked for, ${timeText(asked.to)}`,
        help: "complete the file, or say so with --to",
        symbol,
        time,
      });
    }
  }
  return findings;
}

/** Measured sessions that other series of the run have and this one has not, between its first bar and its last. */
export function checkMissingSessions({ record, timeText }: RunFacts): Finding[] {
  const findings: Finding[] = [];
  for (const asset of record.market.assets) {
    if (asset.complete) continue;
    const { missing, first } = missingBars(asset, record);
    if (missing === 0) continue;
    findings.push({
      id: "missing-sessions",
      severity: "warning",
      message: `${counted(missing, "bar")} ${missing === 1 ? "is" : "are"} missing in ${asset.symbol}, first ${timeText(first)}`,
      help: "it was valued at its last close meanwhile; look there in its file",
      symbol: asset.symbol,
      time: timeText(first),
    });
  }
  return findings;
}

function missingBars(
  { series, close }: MarketAsset,
  { market: { clock }, from, to }: RunRecord,
): { missing: number; first: number } {
  const begin = series.time[0]!;
  const end = series.time.at(-1)!;
  let missing = 0;
  let first = Number.NaN;
  for (let t = from; t < to; t++) {
    if (clock[t]! < begin || clock[t]! > end || close[t]! === close[t]!) continue;
    if (missing++ === 0) first = clock[t]!;
  }
  return { missing, first };
}

/** Prices of one close a bar hide what happened inside it. */
export function checkCloseOnly({ record: { market } }: RunFacts): Finding[] {
  const closeOnly = market.assets.filter(({ series }) => series.closeOnly).map(({ symbol }) => symbol);
  if (closeOnly.length === 0) return [];
  const which =
    closeOnly.length === market.assets.length ? "the prices are" : `${closeOnly.join(", ")}: the prices are`;
  return [
    {
      id: "close-only",
      severity: "info",
      message: `${which} closes only: orders fill at the next close, stops inside a bar are refused`,
      help: "give a file with open, high, low and close for more",
    },
  ];
}

/** What is made of several assets has bounds for highs and lows. */
export function checkBoundsOnly({ record: { market } }: RunFacts): Finding[] {
  const found = market.assets.filter(({ series }) => series.boundsOnly === true).map(({ symbol }) => symbol);
  if (found.length === 0) return [];
  return [
    {
      id: "bounds-only",
      severity: "info",
      message: `highs and lows of ${found.join(", ")} are bounds: stops inside a bar are refused, and mae and mfe of its trades are bounds too`,
      help: "indicators of high and low (atr, highest) are too wide on it; those of closes are exact",
      ...(found.length === 1 && { symbol: found[0]! }),
    },
  ];
}

/** What nobody can hold was traded as if one could. */
export function checkHoldings({ record: { market } }: RunFacts): Finding[] {
  return market.assets.flatMap(({ symbol, series: { derived } }): Finding[] => {
    if (derived === undefined || derived.isHolding) return [];
    const legs = derived.legs.join(" and ");
    return [
      {
        id: "not-a-holding",
        severity: "warning",
        message: `${symbol} is no sum of ${legs} in fixed amounts: nobody can hold it, so what it made nobody could have made`,
        help:
          derived.legs.length === 2
            ? `trade its legs: --strategy pairs --tickers ${derived.legs.join(",")}`
            : "trade its legs in a strategy of your own",
        symbol,
      },
    ];
  });
}

/** A benchmark that does not cover the measured window is not compared. */
export function checkBenchmarkCoverage({ record, benchmark, timeText }: RunFacts): Finding[] {
  if (benchmark === null || record.from >= record.to || benchmark.close[record.from]! === benchmark.close[record.from]!)
    return [];
  const from = timeText(record.market.clock[record.from]!);
  return [
    {
      id: "benchmark-starts-late",
      severity: "info",
      message: `the benchmark, ${benchmark.symbol}, has no price on ${from}, where the run begins, so the two are not compared`,
      help: "start later with --from, or choose another --benchmark",
      symbol: benchmark.symbol,
    },
  ];
}
