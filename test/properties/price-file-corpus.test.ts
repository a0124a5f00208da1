import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { IvyError } from "#base/errors";
import { openPath } from "#market-data/adapters/locate";
import { parseReading } from "#market-data/parse-reading";
import type { DataWarning, LoadedSeries } from "#market-data/source";
import { formatTime } from "#time/format-time";
import { DAY_MS } from "#time/units";

const folder = fileURLToPath(new URL("../fixtures/market-data/", import.meta.url));

/** A file of the corpus, and what must come of it. What a file says of one series is that of its first ticker. */
interface Entry {
  readonly file: string;
  /** What is odd or broken in it, in words. */
  readonly says: string;
  /** Pairs of `--read`. */
  readonly read?: readonly string[];
  readonly error?: { readonly code: string; readonly line?: number };
  readonly symbols?: readonly string[];
  /** Times that the file has a bar of any ticker at; the longest series where there are several. */
  readonly bars?: number;
  readonly first?: string;
  readonly last?: string;
  /** First and last of the column; null: there is no number. */
  readonly close?: readonly [number, number];
  readonly volume?: readonly [number | null, number] | null;
  readonly timeframe?: string;
  readonly adjusted?: boolean;
  readonly closeOnly?: boolean;
  readonly synthetic?: boolean;
  readonly actions?: boolean;
  /** Each must be among the notes. */
  readonly notes?: readonly string[];
  /** All warnings, by their ids; no such key: there is none, or they are not what the file is about. */
  readonly findings?: readonly string[];
  /** Where a warning is found: the time of each of its places. */
  readonly places?: Readonly<Record<string, readonly string[]>>;
}

const corpus = JSON.parse(readFileSync(`${folder}index.json`, "utf8")) as readonly Entry[];

async function load({ file, read = [] }: Entry): Promise<readonly LoadedSeries[]> {
  const reading = parseReading(read);
  const source = await openPath(`${folder}${file}`, reading);
  return source.load(await source.symbols(), { reading });
}

async function refusal(entry: Entry): Promise<IvyError> {
  try {
    await load(entry);
  } catch (error) {
    if (error instanceof IvyError) return error;
    throw error;
  }
  throw new Error(`${entry.file} was read`);
}

const ends = (column: Float64Array) =>
  [column[0]!, column.at(-1)!].map((value) => (Number.isNaN(value) ? null : value));
const placesOf = (warnings: readonly DataWarning[]) =>
  Object.fromEntries(warnings.map(({ id, occurrences }) => [id, occurrences.map(({ where }) => where.time)]));
const idsOf = (warnings: readonly DataWarning[]) => warnings.map(({ id }) => id);

describe("the corpus of odd and broken price files", () => {
  const sound = corpus.filter(({ error }) => error === undefined);
  const broken = corpus.filter(({ error }) => error !== undefined);

  test("has an entry for each of its files", () => {
    const files = readdirSync(folder).filter((name) => name !== "index.json");
    expect([...new Set(corpus.map(({ file }) => file))].sort()).toEqual(files.sort());
  });

  test.each(sound)("reads $file: $says", async (entry) => {
    const loaded = await load(entry);
    const [{ series, notes, warnings }] = loaded as [LoadedSeries];
    const longest = loaded.map((one) => one.series).reduce((a, b) => (b.time.length > a.time.length ? b : a));
    const say = (time: number) => formatTime(time, longest.timeframe);
    const times = loaded.flatMap((one) => [one.series.time[0]!, one.series.time.at(-1)!]);
    const found = {
      symbols: loaded.map((one) => one.series.symbol),
      bars: longest.time.length,
      first: say(Math.min(...times)),
      last: say(Math.max(...times)),
      close: ends(series.close),
      volume: series.volume === null ? null : ends(series.volume),
      timeframe: series.timeframe,
      adjusted: series.adjusted,
      closeOnly: series.closeOnly,
      synthetic: series.synthetic,
      actions: series.actions != null,
    };
    const { file: _file, says: _says, read: _read, notes: expectedNotes = [], findings, places, ...expected } = entry;
    expect(found).toMatchObject(expected);
    // A daily bar stands at midnight of its session, whatever the file says beside the date.
    if (found.timeframe === "1d" && longest.time.length > 1) {
      expect(longest.time.every((time) => time % DAY_MS === 0)).toBe(true);
    }
    for (const note of expectedNotes) expect(notes).toContain(note);
    if (findings !== undefined) expect(idsOf(warnings)).toEqual(findings);
    if (places !== undefined) expect(placesOf(warnings)).toMatchObject(places);
  });

  test.each(broken)("refuses $file: $says", async (entry) => {
    const error = await refusal(entry);
    expect({ code: error.code, line: error.where.line }).toEqual({ code: entry.error!.code, line: entry.error!.line });
    expect(error.where.file ?? "").toContain(entry.file);
    expect(error.message).toMatch(/\S/);
    expect(error.help).toMatch(/\S/);
  });
});
