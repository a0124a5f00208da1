import { DataError } from "#base/errors";
import { parseTimeAs } from "#time/parse-time";
import type { TimeForm } from "#time/time-form";
import { DAY_MS } from "#time/units";
import type { TextTable } from "./text-table.ts";

const FORMS: readonly { readonly form: TimeForm; readonly words: string }[] = [
  { form: { kind: "iso" }, words: "year, month, day" },
  { form: { kind: "parts", order: "mdy" }, words: "month, day, year" },
  { form: { kind: "parts", order: "dmy" }, words: "day, month, year" },
];

/**
 * The days of a column of dates, epoch ms at midnight UTC, one per row: year first, or in the one order of day and month
 * that reads all of them. Throws a DataError for a date that is none, with its line, and where both orders read all.
 */
export function readDays({ file, header, rows }: TextTable, column: number): Float64Array {
  const read = FORMS.map(({ form }) => Float64Array.from(rows, ({ cells }) => dayIn(form, cells[column]!)));
  const whole = read.map((days) => days.every((day) => !Number.isNaN(day)));
  if (whole[0]) return read[0]!;
  const [, monthFirst, dayFirst] = read;
  const differs = rows.findIndex((_, i) => monthFirst![i] !== dayFirst![i]);
  if (whole[1] && whole[2] && differs !== -1) {
    const { line, cells } = rows[differs]!;
    const shown = (days: Float64Array) => new Date(days[differs]!).toISOString().slice(0, 10);
    throw new DataError({
      code: "ambiguous-dates",
      message: `"${cells[column]}" in line ${line} of ${file} may be ${shown(monthFirst!)} or ${shown(dayFirst!)}.`,
      where: { file, line, key: header[column]!, received: cells[column]! },
      help: `Write the dates as year, month, day: ${shown(monthFirst!)}`,
    });
  }
  if (whole[1]) return monthFirst!;
  if (whole[2]) return dayFirst!;
  // What most of the file is says which cell is wrong.
  const counts = read.map((days) => days.filter((day) => !Number.isNaN(day)).length);
  const best = counts.indexOf(Math.max(...counts));
  const { line, cells } = rows[read[best]!.findIndex((day) => Number.isNaN(day))]!;
  throw new DataError({
    code: "bad-date",
    message: `"${cells[column]}" in line ${line} of ${file} is no date.`,
    where: { file, line, key: header[column]!, expected: FORMS[best]!.words, received: cells[column]! },
    help: "Write year, month, day: 2013-01-31",
  });
}

const ENCODER = new TextEncoder();

function dayIn(form: TimeForm, text: string): number {
  const bytes = ENCODER.encode(text.trim());
  return Math.floor(parseTimeAs(form, bytes, 0, bytes.length, new Int32Array(1)) / DAY_MS) * DAY_MS;
}
