import { DataError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { RateUnit, RiskFree } from "./parse-risk-free.ts";
import { readDays } from "./read-days.ts";
import { columnNamed, type TextTable } from "./text-table.ts";

/** Rates as they became known, columns of length n, in the order of their days. */
export interface RateSeries {
  /** Midnight UTC of the day, epoch ms, increasing. */
  readonly day: Float64Array;
  /** Fraction a year. */
  readonly rate: Float64Array;
  /** The column and the unit, in words: "3month, read as fraction". */
  readonly note: string;
}

const TIME_NAMES = [
  "date",
  "datum",
  "fecha",
  "data",
  "time",
  "time period",
  "datetime",
  "timestamp",
  "day",
  "observation date",
  "",
];
const MISSING = new Set(["", ".", "-", "na", "n/a", "nan", "null", "none", "#n/a"]);

/**
 * The rates of a column; days without one are left out. Values are percentages where the header or a cell says so, or where
 * one is 1 or more; nobody can tell of others, unless it is said. Throws a DataError for what cannot be read, with its line;
 * for a file with several columns of which none is named; for a unit that may be either; and for days that do not
 * increase.
 */
export function readRates(table: TextTable, asked: Extract<RiskFree, { kind: "file" }>): RateSeries {
  const time = columnNamed(table, TIME_NAMES);
  if (time === -1) throw noDates(table);
  const column = columnOf(table, time, asked);
  const { file, header } = table;
  const allDays = readDays(table, time);
  // As the treasury writes them: the newest first throughout.
  const isReversed = allDays.length > 1 && allDays.every((day, i) => i === 0 || day < allDays[i - 1]!);
  const order = Array.from(allDays, (_, i) => (isReversed ? allDays.length - 1 - i : i));
  const days: number[] = [];
  const values: number[] = [];
  let signs = 0;
  for (const row of order) {
    const { line, cells } = table.rows[row]!;
    const text = cells[column]!.trim();
    if (MISSING.has(text.toLowerCase())) continue;
    const number = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(%?)$/i.exec(text);
    if (number === null)
      throw broken(file, line, header[column]!, text, "a number", "Write it with a decimal point: 2.25");
    const day = allDays[row]!;
    if (days.length > 0 && day <= days.at(-1)!) {
      const help = "Sort the file by its dates, each once, the oldest first.";
      throw broken(file, line, header[time]!, cells[time]!, "a later date than in the line before", help);
    }
    if (number[2] === "%") signs++;
    days.push(day);
    values.push(Number(number[1]));
  }
  if (values.length === 0) throw empty(table, header[column]!);
  const unit = unitOf(values, header[column]!, signs, asked, file);
  const rate = Float64Array.from(values, (value) => (unit === "percent" ? value / 100 : value));
  const far = rate.findIndex((value) => Math.abs(value) >= 1);
  if (far !== -1) throw tooFar(file, header[column]!, values[far]!, unit);
  return { day: Float64Array.from(days), rate, note: `${header[column]}, read as ${unit}` };
}

function columnOf({ file, header }: TextTable, time: number, { column }: { readonly column: string | null }): number {
  const values = header.filter((_, i) => i !== time);
  if (column === null && values.length === 1) return header.findIndex((_, i) => i !== time);
  const found = column === null ? -1 : header.findIndex((name) => name.toLowerCase() === column.toLowerCase());
  if (found !== -1 && found !== time) return found;
  const near = column === null ? null : nearest(column, values);
  throw new DataError({
    code: column === null ? "ambiguous-column" : "no-such-column",
    message:
      column === null
        ? `${file} has ${values.length} columns of rates.`
        : `${file} has no column of rates "${column}".`,
    where: { file, flag: "--risk-free", expected: values.join(", "), ...(column !== null && { received: column }) },
    help: `${near === null ? "Name one of them" : "Did you mean"}: --risk-free ${file}#${near ?? values[0]}`,
  });
}

function unitOf(
  values: readonly number[],
  name: string,
  signs: number,
  { unit, path }: Extract<RiskFree, { kind: "file" }>,
  file: string,
): RateUnit {
  const says = signs > 0 || /percent|per cent|pct|%/i.test(name) ? "percent" : null;
  if (unit !== null) return unit;
  if (says !== null) return says;
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest >= 1) return "percent";
  const asPercent = `${Number(largest.toPrecision(6))} %`;
  const asFraction = `${Number((largest * 100).toPrecision(6))} %`;
  throw new DataError({
    code: "ambiguous-rate",
    message: `The rates of ${file} go up to ${largest}: that is ${asFraction} as fractions, ${asPercent} as percentages.`,
    where: { file, key: name, flag: "--risk-free", received: String(largest) },
    help: `Say which: --risk-free ${path}#${name}:fraction or --risk-free ${path}#${name}:percent`,
  });
}

function broken(file: string, line: number, key: string, received: string, expected: string, help: string): DataError {
  return new DataError({
    code: "bad-rate",
    message: `"${received}" in line ${line} of ${file} is not ${expected}.`,
    where: { file, line, key, expected, received },
    help,
  });
}

function noDates({ file, header }: TextTable): DataError {
  return new DataError({
    code: "no-time-column",
    message: `${file} has no column of dates.`,
    where: { file, line: 1, expected: "a column named date", received: header.join(",") },
    help: "Name it date in the header: date,rate",
  });
}

function empty({ file }: TextTable, column: string): DataError {
  return new DataError({
    code: "empty-file",
    message: `The column ${column} of ${file} has no rates.`,
    where: { file, key: column },
    help: "Name another column, or another file.",
  });
}

function tooFar(file: string, column: string, value: number, unit: RateUnit): DataError {
  const other = unit === "percent" ? "fraction" : "percent";
  return new DataError({
    code: "bad-rate",
    message: `${file} has a rate of ${value}, which as ${unit} is no rate of a year.`,
    where: { file, key: column, received: String(value), expected: "rates between -100 % and 100 %" },
    help:
      unit === "fraction" ? `Did you mean :${other} after the column?` : "Take the line out, or name another column.",
  });
}
