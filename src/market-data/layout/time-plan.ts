import { DataError } from "#base/errors";
import { formatMoment } from "#time/format-time";
import { parseTimeAs } from "#time/parse-time";
import type { TimeForm } from "#time/time-form";
import type { RawTable } from "../raw-table.ts";
import type { Reading } from "../reading.ts";
import type { Layout } from "./layout.ts";
import { howToSay } from "./layout-error.ts";
import { cellsOf } from "./sample-cells.ts";

export interface TimePlan {
  readonly form: TimeForm;
  readonly notes: readonly string[];
}

const WORDS = { ymd: "year, month, day", mdy: "month/day/year", dmy: "day/month/year" } as const;
const UNITS = { s: "seconds", ms: "milliseconds", us: "microseconds", ns: "nanoseconds" } as const;

/**
 * How the times of a table are written: what the person says, else the one form that reads all of them. Where the first
 * rows leave day and month open the whole column is looked through. Throws a DataError, with both readings, where nothing
 * decides.
 */
export function planTime(table: RawTable, { time }: Layout, reading: Reading): TimePlan {
  const rows = table.sample.map((row) =>
    time
      .map((column) => row[column] ?? "")
      .join(" ")
      .trim(),
  );
  const samples = rows.filter((text) => text !== "" && cellsOf([[text]], 0).length > 0);
  if (samples.length === 0) return { form: { kind: "iso" }, notes: [] };
  const zoneName = zoneNameOf(samples);
  const asked = FORMS.filter((form) => isAsked(form, reading)).map((form) => withZone(form, zoneName));
  const [plain] = asked;
  // Nearly every file: no other form need be tried.
  if (plain?.kind === "iso" && reads(plain, samples)) return { form: plain, notes: [] };
  const isSaid = reading.epoch !== undefined;
  const sure = asked.filter((form) => reads(form, samples) && (isSaid || isInItsTime(form, samples)));
  // Counts that are too small or too large for their time: which unit they have nobody can tell.
  const fitting = sure.length > 0 || !samples.every(isLongCount) ? sure : asked.filter((form) => reads(form, samples));
  const [first] = fitting;
  if (first === undefined) return { form: closest(asked, samples), notes: [] };
  if (fitting.length === 1) return { form: first, notes: notesOf(first, samples) };
  const decided = first.kind === "epoch" ? fitting : byMark(decide(table, time, fitting), samples);
  const [only, ...others] = decided;
  if (only !== undefined && others.length === 0) return { form: only, notes: notesOf(only, samples) };
  throw ambiguous(table, decided.length === 0 ? fitting : decided, samples);
}

/** The year first goes before all others: where it reads every time, nothing else is meant. */
const FORMS: readonly TimeForm[] = [
  { kind: "iso" },
  ...(["ymd", "mdy", "dmy"] as const).map((order) => ({ kind: "parts", order }) as const),
  ...(["s", "ms", "us", "ns"] as const).map((unit) => ({ kind: "epoch", unit }) as const),
];

function isAsked(form: TimeForm, { dates, epoch }: Reading): boolean {
  if (epoch !== undefined) return form.kind === "epoch" && form.unit === epoch;
  if (dates === undefined) return true;
  if (form.kind === "parts") return form.order === dates;
  return form.kind === "iso" && dates === "ymd";
}

function reads(form: TimeForm, samples: readonly string[]): boolean {
  return samples.every((text) => isPlausible(momentOf(form, text)));
}

const encoder = new TextEncoder();
const uncounted = new Int32Array(1);

function momentOf(form: TimeForm, text: string): number {
  const bytes = encoder.encode(text);
  return parseTimeAs(form, bytes, 0, bytes.length, uncounted);
}

/** Prices are from after 1600 and before 2200; of a count since 1970 that tells its unit. */
function isPlausible(ms: number): boolean {
  return ms > -1.17e13 && ms < 7.26e12;
}

/** A count that has as many digits as one of seconds: fewer are a month, 202401, or a number of anything. */
function isLongCount(text: string): boolean {
  return /^\d{9,}(\.\d+)?$/.test(text);
}

/** 1e8 seconds are in 1973: from then to 2190 a count has one unit only that puts it there. */
const COUNTED_FROM = 1e11;
const COUNTED_TO = 7e12;

function isInItsTime(form: TimeForm, samples: readonly string[]): boolean {
  if (form.kind !== "epoch") return true;
  return samples.every((text) => {
    const ms = momentOf(form, text);
    return ms >= COUNTED_FROM && ms < COUNTED_TO;
  });
}

/** Narrows what fits the first rows by every other row. Of months and days the first day above 12 decides. */
function decide(table: RawTable, time: Layout["time"], fitting: readonly TimeForm[]): readonly TimeForm[] {
  let left = fitting;
  let before: number[] = left.map(() => Number.NaN);
  let rising = left.map(() => true);
  let falling = left.map(() => true);
  for (const text of table.texts?.(time) ?? []) {
    if (cellsOf([[text]], 0).length === 0) continue;
    const moments = left.map((form) => momentOf(form, text));
    const keep = moments.map(isPlausible);
    if (keep.every((isKept) => !isKept)) break;
    rising = rising.map((is, k) => is && !(moments[k]! < before[k]!));
    falling = falling.map((is, k) => is && !(moments[k]! > before[k]!));
    before = moments;
    if (keep.every((isKept) => isKept)) continue;
    const kept = <T>(list: readonly T[]) => list.filter((_, k) => keep[k]);
    [left, before, rising, falling] = [kept(left), kept(before), kept(rising), kept(falling)];
    if (left.length === 1) return left;
  }
  // Prices are in order: a reading by which they jump to and fro is not what is meant.
  const ordered = left.filter((_, k) => rising[k] || falling[k]);
  return ordered.length === 1 ? ordered : left;
}

/**
 * With points between its parts a date has the day first: no locale of the Unicode CLDR (48, short dates) writes the month
 * first so.
 */
function byMark(forms: readonly TimeForm[], samples: readonly string[]): readonly TimeForm[] {
  const hasPoints = samples.every((text) => /^\d{1,2}\.\d{1,2}\.\d/.test(text));
  return hasPoints ? forms.filter((form) => form.kind !== "parts" || form.order !== "mdy") : forms;
}

/** A name of a zone that stands after every time: US/Eastern, EST. */
function zoneNameOf(samples: readonly string[]): string | undefined {
  const name = /\s([A-Za-z]+(?:\/[A-Za-z_]+)+|[A-Z]{2,5})$/.exec(samples[0]!)?.[1];
  if (name === undefined || /^([AP]M|UTC|GMT)$/i.test(name)) return name === "UTC" || name === "GMT" ? name : undefined;
  return samples.every((text) => text.endsWith(` ${name}`)) ? name : undefined;
}

function withZone(form: TimeForm, zoneName: string | undefined): TimeForm {
  return zoneName === undefined || form.kind === "epoch" ? form : { ...form, zoneName };
}

/** For the error that the parser will give at the first row that is otherwise: the form of the first row, and of most. */
function closest(forms: readonly TimeForm[], samples: readonly string[]): TimeForm {
  const [first] = samples as readonly [string, ...string[]];
  const count = (form: TimeForm) =>
    form.kind === "epoch" && !isInItsTime(form, samples)
      ? 0
      : samples.filter((text) => reads(form, [text])).length + (reads(form, [first]) ? samples.length : 0);
  let best: TimeForm = forms[0] ?? { kind: "iso" };
  for (const form of forms) if (count(form) > count(best)) best = form;
  return best;
}

function notesOf(form: TimeForm, samples: readonly string[]): readonly string[] {
  if (form.kind === "epoch") return form.unit === "s" || form.unit === "ms" ? [] : [`times in ${UNITS[form.unit]}`];
  // A month by its name leaves nothing open.
  if (form.kind === "iso" || form.order === "ymd" || /\p{L}{3}/u.test(samples[0]!)) return [];
  return [`dates read as ${WORDS[form.order]}`];
}

function ambiguous(table: RawTable, forms: readonly TimeForm[], samples: readonly string[]): DataError {
  const text = samples.find((one) => new Set(forms.map((form) => momentOf(form, one))).size > 1) ?? samples[0]!;
  const row = table.sample.findIndex((cells) => cells.join(" ").includes(text));
  const line = table.sampleLines?.[row];
  const readings = forms.map((form) => ({ form, moment: formatMoment(momentOf(form, text)) }));
  const ways = readings.map(({ form, moment }) =>
    form.kind === "epoch"
      ? `${moment}: ${howToSay(table.file, "epoch", form.unit)}`
      : `${moment}: ${howToSay(table.file, "dates", form.kind === "iso" ? "ymd" : form.order)}`,
  );
  return new DataError({
    code: "ambiguous-time",
    message: `${text} could be ${readings.map(({ moment }) => moment).join(" or ")}, and no row of the file decides it.`,
    where: { file: table.file, ...(line !== undefined && { line }), received: text },
    help: `Say which:\n${ways.join("\n")}`,
  });
}
