import { basename, resolve } from "node:path";
import { DataError } from "#base/errors";
import { parseRiskFree } from "#market-data/reference/parse-risk-free";
import { meanRate } from "#market-data/reference/rates-as-of";
import type { RateSeries } from "#market-data/reference/read-rates";
import { formatTime } from "#time/format-time";
import type { Timeframe } from "#time/timeframe";
import { DAY_MS } from "#time/units";

/** What money earns without risk: one rate of a year, a fraction, or rates as they became known. */
export type RiskFreeRates = { readonly rate: number } | RateSeries;

/** The rate of a run and where it is from. */
export interface RiskFreeOfRun {
  /** Fraction a year. */
  readonly rate: number;
  /** "rates.csv: 3month, read as percent, mean over the run, …"; null for a number that was given. */
  readonly source: string | null;
}

/** Reads what `--risk-free` names. Throws UsageError and DataError for what cannot be read. */
export async function loadRiskFree(text: string | null, projectFolder: string): Promise<RiskFreeRates | null> {
  if (text === null) return null;
  const asked = parseRiskFree(text);
  // Nothing is what it is unless given: saying so makes no other run.
  if (asked.kind === "rate") return asked.rate === 0 ? null : { rate: asked.rate };
  const { loadRates } = await import("#market-data/adapters/reference-file");
  const rates = loadRates({ ...asked, path: resolve(projectFolder, asked.path) });
  // Its name, not its path: a document says nothing of the machine.
  return { ...rates, note: `${basename(asked.path)}: ${rates.note}` };
}

/**
 * The rate that figures of a run are measured against: of a file the mean of the rates that were known at each time. Throws
 * a DataError where none was known at any.
 */
export function riskFreeOver(
  rates: RiskFreeRates | null,
  times: Float64Array,
  timeframe: Timeframe,
): RiskFreeOfRun | null {
  if (rates === null) return null;
  if (!("day" in rates)) return { rate: rates.rate, source: null };
  const { rate, unknown } = meanRate(rates, times);
  if (unknown < times.length) {
    const missing = unknown === 0 ? "" : `, not known at the first ${unknown} of ${times.length} bars`;
    const end = times[times.length - 1]!;
    // A rate is known from the day after its own on.
    const today = Math.floor(end / DAY_MS) * DAY_MS;
    const last = formatTime(rates.day.findLast((day) => day < today)!, "1d");
    return { rate, source: `${rates.note}, mean over the run${missing}, the last one of ${last}` };
  }
  const first = formatTime(rates.day[0]!, "1d");
  const end = times.length === 0 ? "it" : formatTime(times[times.length - 1]!, timeframe);
  throw new DataError({
    code: "no-rates-in-range",
    message: `The rates begin on ${first}, after the run ends on ${end}.`,
    where: { flag: "--risk-free", time: first },
    help: "Give a file that goes back further, or one rate for all of the run: --risk-free 2%",
  });
}
