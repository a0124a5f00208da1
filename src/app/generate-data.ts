import { dirname } from "node:path";
import { UsageError } from "#base/errors";
import type { Progress } from "#base/progress";
import { shownPath } from "#base/shown-path";
import { calendarSource } from "#market-data/synthetic/calendar-source";
import { generateSeries } from "#market-data/synthetic/generate-series";
import { readBars, readModel, readSeed, readTickers, readValues } from "#market-data/synthetic/read-request";
import { readTimeframe } from "#market-data/synthetic/read-timeframe";
import { requestClock } from "#market-data/synthetic/request-clock";
import { type SyntheticRequest, syntheticCommand } from "#market-data/synthetic/synthetic-request";
import type { SyntheticSettingName } from "#market-data/synthetic/synthetic-settings";
import type { DataGenerateDocument } from "#results/documents/data-generate";
import { CALENDAR_NAMES, nearCalendar } from "#time/calendars/calendar-of";
import { formatTime } from "#time/format-time";
import { fileOf, formOf, nameOf, pathsOf, refuseOccupied } from "./synthetic-places.ts";
import { writeSynthetic } from "./write-synthetic.ts";

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
  /** csv or parquet; null: as --out says, else csv. */
  readonly form: string | null;
  /** A file NAME.csv or NAME.parquet, or a folder; as typed. */
  readonly out: string | null;
  /** Synthetic files that are there already are replaced; others never are. */
  readonly force: boolean;
  readonly projectFolder: string;
  readonly progress?: Progress | undefined;
}

/** Where runs look for prices first. */
const DEFAULT_OUT = "data";
const DEFAULT_CALENDAR = "NYSE";
/** Ten years of days end in the first week of 2025. */
const DEFAULT_FROM = Date.UTC(2015, 0, 1);

/**
 * Makes synthetic series and writes one file for each; all of them or none. Throws UsageError for a calendar that does
 * not exist and for a file that must not be replaced, IoError where the disk refuses.
 */
export async function generateData(request: GenerateRequest): Promise<DataGenerateDocument> {
  const { force, projectFolder, progress } = request;
  const source = calendarSource(request.calendar ?? DEFAULT_CALENDAR);
  if (source === null) throw unknownCalendar(request.calendar!);
  const out = request.out ?? DEFAULT_OUT;
  const file = fileOf(out, projectFolder);
  const asked = askedFor(request, source.name, file);
  const form = formOf(request.form, out);
  const paths = pathsOf(asked.tickers, out, file, form, projectFolder);
  for (const path of paths) refuseOccupied(path, force, projectFolder);
  const series = generateSeries(asked, requestClock(asked, source));
  const command = syntheticCommand(asked);
  await writeSynthetic(series, paths, { form, command, progress });
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

function unknownCalendar(name: string): UsageError {
  const near = nearCalendar(name);
  return new UsageError({
    code: "unknown-calendar",
    message: `There is no calendar "${name}".`,
    where: { flag: "--calendar", received: name, expected: CALENDAR_NAMES.join(", ") },
    help: near === null ? `The calendars are ${CALENDAR_NAMES.join(", ")}.` : `Did you mean: --calendar ${near}`,
  });
}
