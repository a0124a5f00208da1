import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { IoError, UsageError } from "#base/errors";
import type { Progress } from "#base/progress";
import { shownPath } from "#base/shown-path";
import { WRITE_FAILURES } from "#base/write-failure";
import type { BarSeries } from "#domain/bars";
import { calendarSource } from "#market-data/synthetic/calendar-source";
import { generateSeries } from "#market-data/synthetic/generate-series";
import { readBars, readModel, readSeed, readTickers, readValues } from "#market-data/synthetic/read-request";
import { readTimeframe } from "#market-data/synthetic/read-timeframe";
import { requestClock } from "#market-data/synthetic/request-clock";
import { SYNTHETIC_MARK, syntheticCsv } from "#market-data/synthetic/synthetic-csv";
import { type SyntheticRequest, syntheticCommand } from "#market-data/synthetic/synthetic-request";
import type { SyntheticSettingName } from "#market-data/synthetic/synthetic-settings";
import { CALENDAR_NAMES, nearCalendar } from "#time/calendars/calendar-of";
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
  const out = request.out ?? DEFAULT_OUT;
  const file = fileOf(out, projectFolder);
  const asked = askedFor(request, source.name, file);
  const paths = pathsOf(asked, out, file, projectFolder);
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

/** The path of `--out` where it names a file; null where it names a folder. */
function fileOf(out: string, projectFolder: string): string | null {
  const path = resolve(projectFolder, out);
  return /\.csv$/i.test(out) && !(existsSync(path) && statSync(path).isDirectory()) ? path : null;
}

function askedFor(request: GenerateRequest, calendar: string, file: string | null): SyntheticRequest {
  const model = readModel(request.model);
  const timeframe = readTimeframe(request.timeframe ?? (model === "minutes" ? "1m" : "1d"));
  return {
    model,
    // The ticker of a file of prices is its name.
    tickers: readTickers(model, request.tickers ?? (file === null || model === "pair" ? null : nameOf(file))),
    seed: readSeed(request.seed ?? "1"),
    bars: readBars(request.bars ?? (timeframe === "1d" ? "2520" : "3900")),
    from: request.from ?? DEFAULT_FROM,
    calendar,
    timeframe,
    values: readValues(model, request.settings),
  };
}

function pathsOf(
  { tickers }: SyntheticRequest,
  out: string,
  file: string | null,
  projectFolder: string,
): readonly string[] {
  const isOther = file !== null && tickers.length === 1 && nameOf(file).toLowerCase() !== tickers[0]!.toLowerCase();
  const isForm = /\.(gz|parquet|json|zip|tsv|txt|xlsx)$/i.test(out);
  if (out.trim() === "" || isForm || isOther || (file !== null && tickers.length > 1)) {
    const why = isForm
      ? "Synthetic series are written as CSV."
      : isOther
        ? `${out} would be read as ${nameOf(file!)}, not as ${tickers[0]}: a file's name is its ticker.`
        : `${out} is one file, for ${tickers.length} series.`;
    const folder = dirname(out) === "." ? "data/" : `${dirname(out)}/`;
    throw new UsageError({
      code: "bad-out",
      message: out.trim() === "" ? "--out is empty." : why,
      where: { flag: "--out", received: out, expected: "a folder, or a file NAME.csv for one series" },
      help: isOther ? `Leave --tickers out, or name a folder: --out ${folder}` : `Name a folder: --out ${folder}`,
    });
  }
  return file === null ? tickers.map((ticker) => join(resolve(projectFolder, out), `${ticker}.csv`)) : [file];
}

function nameOf(file: string): string {
  return basename(file).replace(/\.csv$/i, "");
}

/** Real prices are never written over; synthetic ones only when asked. */
function refuseOccupied(path: string, force: boolean, projectFolder: string): void {
  if (!existsSync(path)) return;
  const file = shownPath(path, projectFolder);
  const isSynthetic = statSync(path).isFile() && beginOf(path) === SYNTHETIC_MARK;
  if (isSynthetic && force) return;
  throw new UsageError({
    code: "file-exists",
    message: isSynthetic ? `${file} is there already.` : `${file} is there already, and is no synthetic series.`,
    where: { file },
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
      makeFolder(dirname(paths[i]!));
      rmSync(fresh[i]!, { force: true });
      writeSynced(fresh[i]!, () => syntheticCsv(one, command));
    }
    for (const [i, path] of paths.entries()) renameSync(fresh[i]!, path);
    progress?.step(WORK, series.length, series.length);
  } catch (cause) {
    for (const path of fresh) if (existsSync(path)) rmSync(path);
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

/** Level by level: Node, told to make all of them at once, tries without end below /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

function unknownCalendar(name: string): UsageError {
  const near = nearCalendar(name);
  return new UsageError({
    code: "unknown-calendar",
    message: `There is no calendar "${name}".`,
    where: { flag: "--calendar", received: name, expected: CALENDAR_NAMES.join(", ") },
    help: near === null ? `The calendars are ${CALENDAR_NAMES.join(", ")}.` : `Did you mean: --calendar ${near}`,
  });
}
