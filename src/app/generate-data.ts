import { closeSync, mkdirSync, openSync, readSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { IoError, UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { Progress } from "#base/progress";
import { shownPath } from "#base/shown-path";
import { WRITE_FAILURES } from "#base/write-failure";
import type { BarSeries } from "#domain/bars";
import { CALENDAR_NAMES, calendarSource } from "#market-data/synthetic/calendar-source";
import { generateSeries } from "#market-data/synthetic/generate-series";
import { readBars, readModel, readSeed, readTickers, readValues } from "#market-data/synthetic/read-request";
import { readTimeframe } from "#market-data/synthetic/read-timeframe";
import { requestClock } from "#market-data/synthetic/request-clock";
import { SYNTHETIC_MARK, syntheticCsv } from "#market-data/synthetic/synthetic-csv";
import { type SyntheticRequest, syntheticCommand } from "#market-data/synthetic/synthetic-request";
import type { SyntheticSettingName } from "#market-data/synthetic/synthetic-settings";
import { formatTime } from "#time/format-time";

/** What was asked for, as typed; null: not said. */
export interface GenerateRequest {
  readonly model: string;
  readonly tickers: string | null;
  readonly seed: string | null;
  readonly bars: string | null;
  /** First day, epoch ms. */
  readonly from: number | null;
  readonly calendar: string | null;
  readonly timeframe: string | null;
  readonly settings: Readonly<Partial<Record<SyntheticSettingName, string>>>;
  /** A file NAME.csv, or a folder; as typed. */
  readonly out: string | null;
  /** Synthetic files that are there already are replaced; others never are. */
  readonly force: boolean;
  readonly projectFolder: string;
  readonly progress?: Progress | undefined;
}

export interface GeneratedFile {
  readonly symbol: string;
  /** As a person would type it. */
  readonly file: string;
  readonly bars: number;
  readonly from: string;
  readonly to: string;
  readonly firstClose: number;
  readonly lastClose: number;
}

/** What was made, and the command that makes the same bytes again. */
export interface Generated {
  readonly schema: "ivy.data-generate/1";
  readonly synthetic: true;
  readonly command: string;
  /** What `--data` takes to read them, as a person would type it; null where a run finds them by itself. */
  readonly data: string | null;
  readonly files: readonly GeneratedFile[];
}

/** Where runs look for prices first. */
const DEFAULT_OUT = "data";
const DEFAULT_CALENDAR = "NYSE";
/** Ten years of days end within 2024. */
const DEFAULT_FROM = Date.UTC(2015, 0, 1);

const WORK = { label: "writing synthetic series", parts: "files" };

/**
 * Makes synthetic series and writes one CSV file for each; all of them or none. Throws UsageError for a calendar that does
 * not exist and for a file that must not be replaced, IoError where the disk refuses.
 */
export async function generateData(request: GenerateRequest): Promise<Generated> {
  const { force, projectFolder, progress } = request;
  const source = calendarSource(request.calendar ?? DEFAULT_CALENDAR);
  if (source === null) throw unknownCalendar(request.calendar!);
  const asked = askedFor(request, source.name);
  const paths = pathsOf(asked, request.out ?? DEFAULT_OUT, projectFolder);
  for (const path of paths) refuseOccupied(path, force, projectFolder);
  const series = generateSeries(asked, requestClock(asked, source));
  const command = syntheticCommand(asked);
  await writeAll(paths, series, command, progress);
  return {
    schema: "ivy.data-generate/1",
    synthetic: true,
    command,
    data: request.out === null ? null : shownPath(paths.length > 1 ? dirname(paths[0]!) : paths[0]!, projectFolder),
    files: series.map(({ symbol, time, close, timeframe }, i) => ({
      symbol,
      file: shownPath(paths[i]!, projectFolder),
      bars: time.length,
      from: formatTime(time[0]!, timeframe),
      to: formatTime(time.at(-1)!, timeframe),
      firstClose: close[0]!,
      lastClose: close.at(-1)!,
    })),
  };
}

function askedFor(request: GenerateRequest, calendar: string): SyntheticRequest {
  const model = readModel(request.model);
  const timeframe = readTimeframe(request.timeframe ?? (model === "minutes" ? "1m" : "1d"));
  return {
    model,
    tickers: readTickers(model, request.tickers),
    seed: readSeed(request.seed ?? "1"),
    bars: readBars(request.bars ?? (timeframe === "1d" ? "2520" : "3900")),
    from: request.from ?? DEFAULT_FROM,
    calendar,
    timeframe,
    values: readValues(model, request.settings),
  };
}

function pathsOf({ tickers }: SyntheticRequest, out: string, projectFolder: string): readonly string[] {
  const path = resolve(projectFolder, out);
  const isFile = /\.csv$/i.test(out) && statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true;
  const form = /\.(gz|parquet|json|zip|tsv|txt|xlsx)$/i.exec(out);
  if (out.trim() === "" || form !== null || (isFile && tickers.length > 1)) {
    const why = isFile ? `${out} is one file, for ${tickers.length} series` : "Synthetic series are written as CSV";
    throw new UsageError({
      code: "bad-out",
      message: out.trim() === "" ? "--out is empty." : `${why}.`,
      where: { flag: "--out", received: out, expected: "a folder, or a file NAME.csv for one series" },
      help: `Name a folder: --out ${dirname(out) === "." ? "data/" : `${dirname(out)}/`}`,
    });
  }
  return isFile ? [path] : tickers.map((ticker) => join(path, `${ticker}.csv`));
}

/** Real prices are never written over; synthetic ones only when asked. */
function refuseOccupied(path: string, force: boolean, projectFolder: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  const file = shownPath(path, projectFolder);
  const isSynthetic = found.isFile() && beginOf(path) === SYNTHETIC_MARK;
  if (isSynthetic && force) return;
  throw new UsageError({
    code: "file-exists",
    message: isSynthetic ? `${file} is there already.` : `${file} is there already, and is no synthetic series.`,
    where: { flag: "--out", file },
    help: isSynthetic
      ? "Replace it with --force, or write elsewhere with --out."
      : "It is never replaced: write elsewhere with --out, or take other names with --tickers.",
  });
}

function beginOf(path: string): string {
  const bytes = new Uint8Array(SYNTHETIC_MARK.length);
  const file = openSync(path, "r");
  try {
    readSync(file, bytes);
  } finally {
    closeSync(file);
  }
  return new TextDecoder().decode(bytes);
}

async function writeAll(
  paths: readonly string[],
  series: readonly BarSeries[],
  command: string,
  progress: Progress | undefined,
): Promise<void> {
  const { writeSynced } = await import("#results/stores/synced-files");
  const fresh = paths.map((path) => join(dirname(path), `.${basename(path)}.${process.pid}.new`));
  try {
    for (const [i, one] of series.entries()) {
      progress?.step(WORK, i, series.length);
      mkdirSync(dirname(paths[i]!), { recursive: true });
      rmSync(fresh[i]!, { force: true });
      writeSynced(fresh[i]!, () => syntheticCsv(one, command));
    }
    for (const [i, path] of paths.entries()) renameSync(fresh[i]!, path);
    progress?.step(WORK, series.length, series.length);
  } catch (cause) {
    for (const path of fresh) rmSync(path, { force: true });
    const code = (cause as { code?: string }).code ?? "";
    const folder = dirname(paths[0]!);
    throw new IoError({
      code: "data-not-written",
      message: `The series were not written to ${folder}: ${WRITE_FAILURES[code] ?? String(cause)}.`,
      where: { file: folder, ...(code !== "" && { received: code }) },
      help: "Write elsewhere with --out. Nothing half-written was left behind.",
      cause,
    });
  }
}

function unknownCalendar(name: string): UsageError {
  const near = nearest(name, CALENDAR_NAMES);
  return new UsageError({
    code: "unknown-calendar",
    message: `There is no calendar "${name}".`,
    where: { flag: "--calendar", received: name, expected: CALENDAR_NAMES.join(", ") },
    help: near === null ? `The calendars are ${CALENDAR_NAMES.join(", ")}.` : `Did you mean: --calendar ${near}`,
  });
}
