import { type Gate, parseGate } from "#metrics/gate";
import type { BacktestDocument } from "#results/documents/backtest";
import { formatCount, formatCurrency, formatPercent, formatRatio, NOT_AVAILABLE, unitOf } from "./format.ts";

/** A gate as every report shows it. */
export interface GateRow {
  readonly passed: boolean;
  readonly metric: string;
  readonly value: string;
  /** "want >= 1", and why the value is not there. */
  readonly wanted: string;
}

/** The gates of a run, in the order asked. */
export function gateRows({ gates = [], notes, settings }: BacktestDocument): GateRow[] {
  return gates.map(({ expression, value, passed }) => {
    const gate = parseGate(expression);
    const shown = shownIn(unitOf(gate.metric, settings.convention));
    const why = value === null ? `: ${notes[gate.metric] ?? "not defined"}` : "";
    return {
      passed,
      metric: gate.metric,
      value: value === null ? NOT_AVAILABLE : tellingApart(gate, value, shown),
      wanted: `want ${gate.operator} ${expression.endsWith("%") ? shown(gate.bound) : boundText(gate, shown)}${why}`,
    };
  });
}

/** A bound that rounding would change stands as it was written. */
function boundText({ expression, bound, metric, operator }: Gate, shown: (value: number) => string): string {
  const written = expression.slice(metric.length + operator.length);
  return Number(shown(bound).replace(/[^\d.-]/g, "")) === bound ? shown(bound) : written;
}

/** 0.996 is not shown as 1.00 beside "want >= 1": a value that rounds to its bound is shown in full. */
function tellingApart({ bound }: Gate, value: number, shown: (value: number) => string): string {
  if (value === bound || shown(value) !== shown(bound)) return shown(value);
  return shown(value).endsWith("%") ? `${Number((value * 100).toPrecision(12))} %` : String(value);
}

function shownIn(unit: ReturnType<typeof unitOf>): (value: number) => string {
  if (unit === "fraction") return (value) => formatPercent(value);
  if (unit === "currency") return formatCurrency;
  return unit === "count" ? formatCount : formatRatio;
}
