import { gateRows } from "#reporting/gate-rows";
import type { BacktestDocument } from "#results/documents/backtest";
import { harmless, padLeft, padRight } from "./cells.ts";
import { wrap } from "./wrap.ts";

/** What decides whether a run passes: its gates, and its findings where --strict was asked for. */
export interface GateInput {
  /** The runs, each with the name that stands before its rows; empty for one alone. */
  readonly runs: readonly { readonly name: string; readonly document: BacktestDocument }[];
  readonly strict: boolean;
  /** Shows the failed ones alone. */
  readonly onlyFailed?: boolean;
}

interface Row {
  readonly passed: boolean;
  readonly run: string;
  readonly what: string;
  readonly value: string;
  readonly wanted: string;
}

/** Every gate with its value and bound, and how many failed; nothing where nothing was asked for. */
export function gateLines({ runs, strict, onlyFailed = false }: GateInput, width: number): string[] {
  const all = runs.flatMap(({ name: given, document }): Row[] => {
    const name = harmless(given);
    return [
      ...gateRows(document).map(({ metric, ...row }) => ({ ...row, run: name, what: metric })),
      ...(strict ? [strictRow(name, document)] : []),
    ];
  });
  const failed = all.filter((row) => !row.passed);
  const rows = onlyFailed ? failed : all;
  if (rows.length === 0) return [];
  const widest = (of: (row: Row) => string) => Math.max(...rows.map((row) => of(row).length));
  const [run, what, value] = [widest((row) => row.run), widest((row) => row.what), widest((row) => row.value)];
  const lines = rows.flatMap((row) => {
    const name = run === 0 ? "" : `${padRight(row.run, run)}  `;
    const left = `  ${row.passed ? "passed" : "failed"}  ${name}${padRight(row.what, what)}  ${padLeft(row.value, value)}   `;
    const fits = left.length + Math.min(row.wanted.length, 20) <= width;
    const texts = wrap(row.wanted, fits ? width - left.length : width - 10);
    const [first, ...others] = fits ? texts : ["", ...texts];
    const indent = " ".repeat(fits ? left.length : 10);
    return [`${left}${first}`.trimEnd(), ...others.map((text) => indent + text)];
  });
  const verdict =
    failed.length === 0
      ? `Gates: all ${all.length} passed.`
      : `Gates: ${failed.length} of ${all.length} failed, so the exit code is 1.`;
  return [all.length === 1 && failed.length === 0 ? "Gates: passed." : verdict, ...lines];
}

function strictRow(run: string, { findings }: BacktestDocument): Row {
  const grave = findings.filter(({ severity }) => severity !== "info").length;
  return { passed: grave === 0, run, what: "--strict", value: String(grave), wanted: "want no warning, no error" };
}
