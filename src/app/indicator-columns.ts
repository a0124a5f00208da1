import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { BarColumns } from "#domain/bars";
import type { IndicatorEntry } from "#indicators/registry";
import { indicatorNamed, nearestIndicator } from "./indicators.ts";

/** A column beside the prices, by the name under which it was asked for. */
export interface NamedColumn {
  readonly name: string;
  /** Of the bars' length, NaN where it is not defined. */
  readonly values: Float64Array;
}

const COLUMNS = ["open", "high", "low", "close", "volume"] as const;
type PriceColumn = (typeof COLUMNS)[number];

/** An indicator that was asked for: `sma:20`, `bb:20:2`, `sma:20:volume`. */
export interface AskedIndicator {
  /** As typed. */
  readonly text: string;
  readonly entry: IndicatorEntry;
  readonly values: readonly number[];
  readonly column: PriceColumn;
}

/**
 * Reads `--indicators sma:20,rsi:14,bb:20:2`: names, then their parameters in order (defaults where there are none), then
 * the column, close unless named. Throws UsageError that says what the indicator takes.
 */
export function parseIndicators(text: string): readonly AskedIndicator[] {
  const asked = text.split(",").map((part) => parseOne(part.trim(), text));
  const names = asked.map((one) => one.text);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw refused("indicator-twice", `The indicator ${twice} is asked for twice.`, twice, "Name each indicator once.");
  }
  return asked;
}

function parseOne(text: string, list: string): AskedIndicator {
  const [name = "", ...rest] = text.split(":").map((part) => part.trim());
  if (name === "") {
    throw refused("no-indicator", "--indicators has an empty name.", text, "Write it so: --indicators sma:20,rsi:14");
  }
  const entry = indicatorNamed(name);
  if (entry === undefined) throw unknownIndicator(name, list);
  const { batch, batchOfBars, lines, parameters } = entry;
  if (batch === undefined && batchOfBars === undefined && lines === undefined) {
    throw refused(
      "indicator-of-two-columns",
      `${entry.name} compares two columns, so it is no column of one asset.`,
      text,
      `Use it in a strategy: ivy indicators show ${entry.name}`,
    );
  }
  const last = rest.at(-1) ?? "";
  const column = COLUMNS.find((one) => one === last.toLowerCase());
  if (column !== undefined && batchOfBars !== undefined) {
    throw refused(
      "indicator-of-bars",
      `${entry.name} takes whole bars (high, low and close), so it cannot be that of ${column}.`,
      text,
      `Leave the column out: ${[name, ...rest.slice(0, -1)].join(":")}`,
    );
  }
  const given = column === undefined ? rest : rest.slice(0, -1);
  const meant = column === undefined && /^[a-z]/i.test(last) ? nearest(last, COLUMNS) : null;
  if (meant !== null) throw noColumn(last, list.replace(text, [name, ...rest.slice(0, -1), meant].join(":")), list);
  if (given.length > parameters.length) {
    throw refused(
      "indicator-argument",
      `${entry.name} takes ${count(parameters.length)}; ${text} gives ${given.length}.`,
      text,
      formOf(entry),
    );
  }
  const values = parameters.map((parameter, i) => {
    const word = given[i];
    return word === undefined ? parameter.default : numberOf(word, parameter, entry, text);
  });
  return { text, entry, values, column: column ?? "close" };
}

function numberOf(
  word: string,
  { name, min, decimal }: IndicatorEntry["parameters"][number],
  entry: IndicatorEntry,
  text: string,
): number {
  const value = /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(word) ? Number(word) : Number.NaN;
  if (value >= min && value < Number.POSITIVE_INFINITY && (decimal === true || Number.isInteger(value))) return value;
  const kind = decimal === true ? "a number" : "a whole number";
  throw new UsageError({
    code: "indicator-argument",
    message: `${text} gives ${word === "" ? "nothing" : word} for ${name}.`,
    where: { flag: "--indicators", received: word, expected: `${kind} of at least ${min}` },
    help: formOf(entry),
  });
}

function unknownIndicator(name: string, list: string): UsageError {
  const near = nearestIndicator(name);
  const all = "All of them:  ivy indicators list";
  const help = near === null ? all : `${didYouMean(list.replace(name, near))}\n${all}`;
  return refused("unknown-indicator", `There is no indicator "${name}".`, list, help);
}

function noColumn(name: string, mended: string, list: string): UsageError {
  return refused("unknown-column", `Prices have no column "${name}".`, list, didYouMean(mended));
}

/** The list as it was meant; the line is completed where it is printed. */
function didYouMean(list: string): string {
  return `Did you mean: --indicators ${list}`;
}

function refused(code: string, message: string, received: string, help: string): UsageError {
  return new UsageError({ code, message, where: { flag: "--indicators", received }, help });
}

function count(parameters: number): string {
  return parameters === 0 ? "no parameters" : parameters === 1 ? "one parameter" : `${parameters} parameters`;
}

function formOf({ name, short = name, parameters, batchOfBars }: IndicatorEntry): string {
  const words = [short, ...parameters.map((parameter) => parameter.name)].join(":");
  const example = [short, ...parameters.map((parameter) => parameter.default)].join(":");
  const column = batchOfBars === undefined ? "; a column may follow, close unless named" : "";
  return `Write it so: ${words}, as in ${example}${column}.\nMore of it:  ivy indicators show ${name}`;
}

/**
 * The columns of an indicator over all of these bars; one for each line where it has several (`bb:20:2.upper`). Not defined
 * (NaN) throughout where the prices have no such column.
 */
export function indicatorColumns({ text, entry, values, column }: AskedIndicator, bars: BarColumns): NamedColumn[] {
  const { batch, batchOfBars, lines } = entry;
  if (batchOfBars !== undefined) return [{ name: text, values: batchOfBars(bars, values) }];
  const of = bars[column] ?? new Float64Array(bars.time.length).fill(Number.NaN);
  if (batch !== undefined) return [{ name: text, values: batch(of, values) }];
  return Object.entries(lines!(of, values)).map(([line, column]) => ({ name: `${text}.${line}`, values: column }));
}
