import { DataError } from "#base/errors";
import { howToSay } from "../layout/layout-error.ts";
import type { RawTable } from "../raw-table.ts";
import type { Reading } from "../reading.ts";
import { type NumberForm, POINT } from "./number-form.ts";
import { parseText } from "./parse-decimal.ts";
import { isMissing } from "./parse-missing.ts";

export interface NumberPlan {
  readonly form: NumberForm;
  /** Columns in which numbers may be written short: $12.34, 1.2M. */
  readonly short: readonly number[];
  readonly notes: readonly string[];
}

/** A cell that tells how numbers are written, and where it stands. */
export interface NumberCell {
  readonly text: string;
  readonly column: number;
  readonly line: number | undefined;
}

const SHORT = /[$€£¥%]|\d\s*[kmb]$/i;

/**
 * How the numbers of some columns are written: what the person says, else the one form that reads them all. A point alone
 * is the decimal mark. Throws a DataError, with both readings, where a comma could be either: "1,234".
 * @param more cells beyond the sample that have to be read as well
 */
export function planNumbers(
  table: Pick<RawTable, "file" | "names" | "sample" | "sampleLines">,
  columns: readonly number[],
  reading: Reading,
  more: readonly NumberCell[] = [],
): NumberPlan {
  const cells = [...sampleCells(table, columns), ...more];
  const short = columns.filter((column) => cells.some((cell) => cell.column === column && SHORT.test(cell.text)));
  const plan = (form: NumberForm): NumberPlan => ({ form, short, notes: notesOf(form, cells) });
  const isSaid = reading.decimal !== undefined || reading.thousands !== undefined;
  // Nearly every file: digits and points.
  if (!isSaid && cells.every(({ text }) => !/[,'’ \u00a0\u202f]/.test(text))) return plan(twoPoints(cells) ?? POINT);
  const asked = FORMS.filter(
    ({ decimal, thousands }) =>
      (reading.decimal ?? decimal) === decimal &&
      (reading.thousands === undefined || thousands === (reading.thousands === "none" ? "" : reading.thousands)),
  );
  const numbers = (form: NumberForm) => cells.map(({ text, column }) => parseText(text, form, short.includes(column)));
  const fitting = asked.map((form) => ({ form, values: numbers(form) })).filter(({ values }) => values.every(isNumber));
  const [first] = fitting;
  // None reads all of them: the form of the first rows, and the parser says at which row it ends.
  if (first === undefined) return more.length > 0 ? planNumbers(table, columns, reading) : plan(asked[0] ?? POINT);
  const other = fitting.find(({ values }) => values.some((value, k) => value !== first.values[k]));
  if (other === undefined) return plan(first.form);
  const at = first.values.findIndex((value, k) => value !== other.values[k]);
  throw ambiguous(table.file, table.names, cells[at]!, [
    { form: first.form, value: first.values[at]! },
    { form: other.form, value: other.values[at]! },
  ]);
}

const FORMS: readonly NumberForm[] = [
  { decimal: ".", thousands: "" },
  { decimal: ".", thousands: "," },
  { decimal: ",", thousands: "" },
  { decimal: ",", thousands: "." },
  { decimal: ".", thousands: " " },
  { decimal: ",", thousands: " " },
  { decimal: ".", thousands: "'" },
  { decimal: ",", thousands: "'" },
];

/** 1.234.567 is a number of points that are not decimal marks. */
function twoPoints(cells: readonly NumberCell[]): NumberForm | null {
  return cells.some(({ text }) => /^\s*[-+]?\d{1,3}(\.\d{3}){2,}\s*$/.test(text))
    ? { decimal: ",", thousands: "." }
    : null;
}

function isNumber(value: number): boolean {
  return !Number.isNaN(value);
}

function sampleCells(
  { sample, sampleLines }: Pick<RawTable, "sample" | "sampleLines">,
  columns: readonly number[],
): NumberCell[] {
  const cells: NumberCell[] = [];
  sample.forEach((row, k) => {
    for (const column of columns) {
      const text = row[column] ?? "";
      // What is no number in any form is for the parser to say, with its place.
      if (isMissing(text) || !/^[-+$€£¥\d.,'’\s%kmbe]+$/i.test(text)) continue;
      cells.push({ text, column, line: sampleLines?.[k] });
    }
  });
  return cells;
}

function notesOf({ decimal, thousands }: NumberForm, cells: readonly NumberCell[]): readonly string[] {
  const used = (mark: string) => mark !== "" && cells.some(({ text }) => text.includes(mark));
  const words = { "": "", ",": "comma", ".": "point", " ": "space", "'": "apostrophe" } as const;
  const notes: string[] = [];
  if (decimal === "," && used(",")) notes.push("decimal comma");
  if (used(thousands)) notes.push(`${words[thousands]} between thousands`);
  return notes;
}

function ambiguous(
  file: string,
  names: readonly string[],
  { text, column, line }: NumberCell,
  readings: readonly { readonly form: NumberForm; readonly value: number }[],
): DataError {
  const name = names[column]?.trim() || `column ${column + 1}`;
  const ways = readings.map(
    ({ form, value }) => `${value}: ${howToSay(file, "decimal", form.decimal === "," ? "comma" : "point")}`,
  );
  return new DataError({
    code: "ambiguous-number",
    message: `${JSON.stringify(text)} in ${name} could be ${readings.map(({ value }) => value).join(" or ")}.`,
    where: { file, ...(line !== undefined && { line }), received: text },
    help: `Say which:\n${ways.join("\n")}`,
  });
}
