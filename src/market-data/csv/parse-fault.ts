import { parseTimeAs } from "#time/parse-time";
import { parseClockCell } from "#time/parse-time-clock";
import type { CsvDialect } from "./dialect.ts";
import { parseText } from "./parse-decimal.ts";
import { isMissing } from "./parse-missing.ts";
import type { RowFault, RowFaultCode, RowPlan } from "./parse-plan.ts";
import { lineEnd, type SplitRow } from "./split-row.ts";

/** Characters of a row that an error shows. */
const EXCERPT = 200;

/** Says what is wrong with a row that could not be read, from its text. */
export function faultOf(
  { cells, brokenQuote }: SplitRow,
  plan: RowPlan,
  dialect: CsvDialect,
  place: Pick<RowFault, "row" | "line" | "excerpt">,
): RowFault {
  const fault = (code: RowFaultCode, cell: number, received: string) => ({ ...place, code, cell, received });
  if (brokenQuote !== -1) return fault("broken-quotes", brokenQuote, cells[brokenQuote]!);
  // A short row is what is wrong even where the cut cell cannot be read: say that first.
  if (cells.length < plan.cells) return fault("too-few-cells", cells.length, `${cells.length} cells`);
  if (cells.slice(plan.cells).some((cell) => cell !== "")) {
    return fault("too-many-cells", cells.length, `${cells.length} cells`);
  }
  if (plan.symbol !== -1 && cells[plan.symbol] === "") return fault("no-ticker", plan.symbol, "");
  const bad = plan.values.find((cell) => {
    const isNumber = !Number.isNaN(parseText(cells[cell]!, dialect, plan.short?.includes(cell)));
    return !isNumber && !isMissing(cells[cell]!);
  });
  const clock = plan.time[1];
  const isClock =
    clock === undefined || isReadable(cells[clock]!, (bytes) => parseClockCell(bytes, 0, bytes.length, count));
  if (bad !== undefined && isClock && isTime(cells[plan.time[0]]!, plan)) return fault("bad-number", bad, cells[bad]!);
  const at = isClock ? plan.time[0] : clock;
  return fault("bad-time", at, cells[at]!);
}

const count = new Int32Array(1);

function isTime(cell: string, plan: RowPlan): boolean {
  const form =
    plan.time.length === 2 && plan.timeForm.kind !== "epoch" ? { ...plan.timeForm, zoneName: "" } : plan.timeForm;
  return isReadable(cell, (bytes) => parseTimeAs(form, bytes, 0, bytes.length, count));
}

function isReadable(cell: string, parse: (bytes: Uint8Array) => number): boolean {
  return !Number.isNaN(parse(new TextEncoder().encode(cell)));
}

/** The beginning of the line at `from`, for an error. */
export function excerptAt(bytes: Uint8Array, from: number, to: number): string {
  const end = Math.min(lineEnd(bytes, from, to), from + EXCERPT);
  return new TextDecoder().decode(bytes.subarray(from, end)).trimEnd();
}
