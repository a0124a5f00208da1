import type { PairDocument } from "#results/documents/pair";
import { counted, formatPercent, formatRatio, NOT_AVAILABLE, shownTime } from "./format.ts";

/**
 * What the tests say of a pair, a line each.
 *
 * @param unit what a bar of the run is called: "day", "hour", "bar"
 */
export function pairPanel(pair: PairDocument, unit: string): readonly string[] {
  return [tests(pair, unit), ...gate(pair, unit)];
}

function tests({ engleGranger, hedge, halfLife, sample }: PairDocument, unit: string): string {
  const { statistic, pValue, lags } = engleGranger;
  const facts = [
    `Engle-Granger t ${number(statistic)}`,
    `p ${pValue === null ? NOT_AVAILABLE : pValue.toFixed(3)}`,
    ...(lags === null ? [] : [counted(lags, "lag")]),
    `hedge ${number(hedge.beta)}`,
    `half-life ${halfLife.exact === null ? NOT_AVAILABLE : counted(Math.round(halfLife.exact), unit)}`,
  ];
  return `${level(pValue)}: ${facts.join(", ")} (all of it hindsight: ${period(sample)})`;
}

function level(pValue: number | null): string {
  if (pValue === null) return "not testable";
  for (const share of [0.01, 0.05, 0.1])
    if (pValue < share) return `cointegrated at ${formatPercent(share, { digits: 0 })}`;
  return "not cointegrated at 10 %";
}

function gate({ gate }: PairDocument, unit: string): string[] {
  if (gate === undefined) return [];
  const share = gate.openShare === null ? NOT_AVAILABLE : sharePercent(gate.openShare);
  const wait = gate.longestClosed === null ? "" : `; longest wait ${period(gate.longestClosed)}`;
  const chance =
    typeof gate.level === "number" ? ` (chance alone: ${formatPercent(gate.level, { digits: 0 })} at each test)` : "";
  return [`the gate let it trade on ${share} of ${unit}s${chance}${wait}`];
}

/** A share that is small is not none. */
function sharePercent(share: number): string {
  return share > 0 && share < 0.005 ? "under 1 %" : formatPercent(share, { digits: 0 });
}

function period({ from, to }: { readonly from: string; readonly to: string }): string {
  return `${shownTime(from)} to ${shownTime(to)}`;
}

function number(value: number | null): string {
  return value === null ? NOT_AVAILABLE : formatRatio(value);
}
