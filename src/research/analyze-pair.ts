import type { Market } from "#domain/market";
import { adf } from "#math/adf";
import { sampleDeviation } from "#math/descriptive";
import { engleGranger } from "#math/engle-granger";
import { halfLife } from "#math/half-life";
import type { PairDocument } from "#results/documents/pair";

/** The bars that the tests look at, by clock index: [from, to). */
export interface PairWindow {
  readonly from: number;
  readonly to: number;
}

/**
 * What the tests say of two assets over a window: Engle-Granger both ways on log prices (lags by AIC), the unit-root
 * tests of the legs, the hedge ratio, half-life and where the spread stands at the end. Bars at which only one of them
 * trades are left out. It knows the whole window: hindsight, not what a strategy could have known.
 */
export function analyzePair(
  market: Market,
  window: PairWindow,
  timeText: (time: number) => string,
): Omit<PairDocument, "gate"> {
  const [yAsset, xAsset] = market.asked.map((index) => market.assets[index]!) as [
    Market["assets"][number],
    Market["assets"][number],
  ];
  const bars: number[] = [];
  for (let bar = window.from; bar < window.to; bar++) {
    if (!Number.isNaN(yAsset.close[bar]!) && !Number.isNaN(xAsset.close[bar]!)) bars.push(bar);
  }
  const y = Float64Array.from(bars, (bar) => Math.log(yAsset.close[bar]!));
  const x = Float64Array.from(bars, (bar) => Math.log(xAsset.close[bar]!));
  const test = engleGranger(y, x);
  const spread = y.map((value, i) => value - test.alpha - test.beta * x[i]!);
  const life = halfLife(spread);
  const first = bars[0] ?? window.from;
  const last = bars[bars.length - 1] ?? window.from;
  return {
    pair: [yAsset.symbol, xAsset.symbol],
    sample: { from: timeText(market.clock[first]!), to: timeText(market.clock[last]!), observations: bars.length },
    hedge: {
      method: "ordinary least squares on log prices",
      alpha: figure(test.alpha),
      beta: figure(test.beta),
      r2: figure(test.r2),
    },
    adf: { y: unitRoot(y), x: unitRoot(x) },
    engleGranger: cointegration(test),
    engleGrangerReversed: cointegration(engleGranger(x, y)),
    halfLife: { exact: figure(life.exact), euler: figure(life.euler) },
    deviation: {
      hedged: figure(sampleDeviation(spread)),
      dollar: figure(sampleDeviation(y.map((value, i) => value - x[i]!))),
    },
    zScore: figure(spread[spread.length - 1]! / sampleDeviation(spread)),
    verdict: verdictOf(test.pValue, test.beta),
  };
}

function verdictOf(pValue: number, beta: number): string {
  if (Number.isNaN(pValue)) return "the test could not be computed";
  if (beta <= 0) return "the hedge ratio is not positive: no pair to trade";
  for (const level of [0.01, 0.05, 0.1]) if (pValue < level) return `cointegrated at ${level * 100} %`;
  return "not cointegrated at 10 %";
}

function unitRoot(series: Float64Array): PairDocument["adf"]["y"] {
  const { statistic, pValue, lags, observations } = adf(series);
  return {
    statistic: figure(statistic),
    pValue: figure(pValue),
    lags: figure(lags),
    observations: figure(observations),
  };
}

function cointegration(test: ReturnType<typeof engleGranger>): PairDocument["engleGranger"] {
  const { statistic, pValue, lags, observations, critical } = test;
  const { p01, p05, p10 } = critical;
  return {
    statistic: figure(statistic),
    pValue: figure(pValue),
    lags: figure(lags),
    observations: figure(observations),
    critical: { p01: figure(p01), p05: figure(p05), p10: figure(p10) },
  };
}

function figure(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/**
 * When the gate of a pair strategy was open, from the series that it recorded (1 open, 0 closed) over [from, to).
 * `level` is the p-value up to which it opens, where the strategy has one.
 */
export function gateOf(
  recorded: Float64Array,
  clock: Float64Array,
  window: PairWindow,
  timeText: (time: number) => string,
  level: number | null,
): NonNullable<PairDocument["gate"]> {
  let openBars = 0;
  let firstOpen = -1;
  let closedFrom = -1;
  let longest = { from: 0, bars: 0 };
  for (let bar = window.from; bar < window.to; bar++) {
    if (recorded[bar] === 1) {
      openBars++;
      if (firstOpen < 0) firstOpen = bar;
      closedFrom = -1;
      continue;
    }
    if (closedFrom < 0) closedFrom = bar;
    if (bar - closedFrom + 1 > longest.bars) longest = { from: closedFrom, bars: bar - closedFrom + 1 };
  }
  const bars = window.to - window.from;
  const text = (bar: number) => timeText(clock[bar]!);
  return {
    ...(level !== null && { level }),
    openShare: bars === 0 ? null : openBars / bars,
    openBars,
    bars,
    firstOpen: firstOpen < 0 ? null : text(firstOpen),
    longestClosed:
      longest.bars === 0
        ? null
        : { from: text(longest.from), to: text(longest.from + longest.bars - 1), bars: longest.bars },
  };
}
