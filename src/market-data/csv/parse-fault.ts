import { dayFormOf, parseClockAs, parseTimeAs } from "#time/parse-time";
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
  const form = plan.timeForm;
  const [time, clock] = plan.time;
  if (
    !isReadable(cells[time]!, (bytes, to, zoned) =>
      parseTimeAs(clock === undefined ? form : dayFormOf(form), bytes, 0, to, zoned),
    )
  ) {
    return fault("bad-time", time, cells[time]!);
  }
  if (
    clock !== undefined &&
    !isReadable(cells[clock]!, (bytes, to, zoned) => parseClockAs(form, bytes, 0, to, zoned))
  ) {
    return fault("bad-time", clock, cells[clock]!);
  }
  // What is left: a day with a time of day where that has a cell of its own.
  return bad === undefined ? fault("bad-time", time, cells[time]!) : fault("bad-number", bad, cells[bad]!);
}

function isReadable(cell: string, parse: (bytes: Uint8Array, to: number, zoned: Int32Array) => number): boolean {
  const bytes = new TextEncoder().encode(cell);
  return !Number.isNaN(parse(bytes, bytes.length, new Int32Array(1)));
}

/** The beginning of the line at `from`, for an error. */
export function excerptAt(bytes: Uint8Array, from: number, to: number): string {
  const end = Math.min(lineEnd(bytes, from, to), from + EXCERPT);
  return new TextDecoder().decode(bytes.subarray(from, end)).trimEnd();
}
