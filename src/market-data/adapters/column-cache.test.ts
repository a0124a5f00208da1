import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { BarSeries } from "#domain/bars";
import type { LoadedSeries } from "../source.ts";
import { type CacheFolder, cacheEntries, cacheFolder, clearCache } from "./cache-folder.ts";
import { differsFromCache, readThroughCache } from "./column-cache.ts";
import { fingerprint } from "./fingerprint.ts";

const scratch = mkdtempSync(join(tmpdir(), "ivy-cache-test-"));
afterAll(() => rmSync(scratch, { recursive: true }));

let run = 0;
let folder: CacheFolder;
let file: string;

beforeEach(() => {
  run++;
  folder = { path: join(scratch, `cache-${run}`), limit: 1e9 };
  file = join(scratch, `KO-${run}.csv`);
  writeFileSync(file, "x".repeat(10_000));
  // As if it had been lying there for a while.
  utimesSync(file, 1_600_000_000.25, 1_600_000_000.25);
});

const column = (n: number, of: (i: number) => number) => Float64Array.from({ length: n }, (_, i) => of(i));

function loaded(n: number, more: Partial<BarSeries> = {}): LoadedSeries {
  const series: BarSeries = {
    symbol: "KO",
    timeframe: "1m",
    source: "KO.csv",
    adjusted: false,
    closeOnly: false,
    synthetic: false,
    time: column(n, (i) => i * 60_000),
    open: column(n, (i) => 10 + (i % 7) / 3),
    high: column(n, (i) => 13 + (i % 7) / 3),
    low: column(n, (i) => 9 + (i % 7) / 3),
    close: column(n, (i) => 11 + (i % 7) / 3),
    volume: column(n, (i) => (i % 11 === 0 ? Number.NaN : i)),
    ...more,
  };
  const warnings = [
    {
      id: "stale-run",
      severity: "warning" as const,
      symbol: "KO",
      occurrences: [{ from: 0, to: 60_000, bars: 2, weight: 2, text: "as before", where: { file: "KO.csv", line: 2 } }],
      words: { one: "bar", many: "bars" },
      help: "Look.",
    },
  ];
  return { series, warnings, notes: ["decimal comma"] };
}

/** Reads KO through the cache, and counts how often the file itself was read. */
function reader(content: LoadedSeries, settings = "") {
  const read = vi.fn(async (symbols: readonly string[]) => symbols.map(() => content));
  const tell = vi.fn();
  const asked = { path: file, settings, symbols: ["KO"], read, tell };
  const through = async () => (await readThroughCache(folder, asked))[0]!;
  return { read, through, tell };
}

describe("a file that was read before", () => {
  test.each([10, 20_000, 1_200_000])("is not read again, and gives the same bits: %d bars", async (n) => {
    const content = loaded(n);
    const { read, through } = reader(content);
    await through();
    const again = await through();
    expect(read).toHaveBeenCalledTimes(1);
    expect(again.warnings).toEqual(content.warnings);
    expect(again.notes).toEqual(content.notes);
    const { time, open, high, low, close, volume, ...facts } = again.series;
    const { symbol, timeframe, source, adjusted, closeOnly, synthetic } = content.series;
    expect(facts).toEqual({ symbol, timeframe, source, adjusted, closeOnly, synthetic });
    const bytes = (one: Float64Array | null) => Buffer.from(one!.buffer, one!.byteOffset, one!.byteLength);
    for (const [name, got] of Object.entries({ time, open, high, low, close, volume })) {
      expect(bytes(got).equals(bytes(content.series[name as "open"])), name).toBe(true);
    }
    expect(fingerprint(again.series)).toBe(fingerprint({ ...content.series }));
  });

  test("keeps columns that are one as one, no volume as none, and what happened to the share", async () => {
    const { close } = loaded(10).series;
    const split = column(10, (i) => (i === 4 ? 2 : 1));
    const actions = { split, dividend: null, delisted: 540_000, names: [{ symbol: "OLD", until: 120_000 }] };
    const { through } = reader(loaded(10, { open: close, high: close, low: close, volume: null, actions }));
    await through();
    const { series } = await through();
    expect(series.open).toEqual(close);
    expect(series.volume).toBeNull();
    expect(series.actions).toEqual(actions);
    expect(cacheEntries(folder)[0]!.bytes).toBeLessThan(1500);
  });

  test("holds whatever doubles there are, bit for bit", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.double(), { minLength: 1, maxLength: 40 }), fc.uuid(), async (values, settings) => {
        const open = Float64Array.from(values);
        const { through } = reader(loaded(values.length, { open }), settings);
        await through();
        expect(Object.is((await through()).series.open[0], open[0])).toBe(true);
        expect((await through()).series.open).toEqual(open);
      }),
      { numRuns: 50, seed: 7 },
    );
  });
});

describe("the file is read again", () => {
  async function readsAgain(change: () => void, settings = ""): Promise<void> {
    const { read, through } = reader(loaded(100));
    await through();
    change();
    const { read: second, through: later } = reader(loaded(100), settings);
    await later();
    expect(read).toHaveBeenCalledTimes(1);
    expect(second).toHaveBeenCalledTimes(1);
  }

  test("when it has grown", () => readsAgain(() => appendFileSync(file, "y")));
  test("when it was written anew with the same length", () =>
    readsAgain(() => writeFileSync(file, "z".repeat(10_000))));
  test("when another file of the same length and time took its place", () =>
    readsAgain(() => {
      copyFileSync(file, `${file}.copy`);
      rmSync(file);
      writeFileSync(`${file}.between`, "");
      copyFileSync(`${file}.copy`, file);
      utimesSync(file, 1_600_000_000.25, 1_600_000_000.25);
    }));
  test("when it is to be read otherwise", () => readsAgain(() => {}, "decimal comma"));

  test("when it is small, or was written a moment ago: nothing is kept", async () => {
    writeFileSync(file, "x".repeat(100));
    utimesSync(file, 1_600_000_000.25, 1_600_000_000.25);
    await reader(loaded(10)).through();
    writeFileSync(file, "x".repeat(10_000));
    await reader(loaded(10)).through();
    expect(cacheEntries(folder)).toEqual([]);
  });

  test("when it changed while it was read: what came out is not kept", async () => {
    const read = async () => {
      appendFileSync(file, "more");
      return [loaded(10)];
    };
    await readThroughCache(folder, { path: file, settings: "", symbols: ["KO"], read });
    expect(cacheEntries(folder)).toEqual([]);
  });
});

describe("an entry that is not what was written", () => {
  async function mended(damage: (entry: string) => void, n = 20_000) {
    const { read, through, tell } = reader(loaded(n));
    await through();
    expect(tell).not.toHaveBeenCalled();
    damage(cacheEntries(folder)[0]!.path);
    const { series } = await through();
    expect(
      Buffer.from(series.time.buffer, series.time.byteOffset, series.time.byteLength).equals(
        Buffer.from(loaded(n).series.time.buffer),
      ),
    ).toBe(true);
    expect(read).toHaveBeenCalledTimes(2);
    await through();
    expect(read).toHaveBeenCalledTimes(2);
    return tell.mock.calls.flat();
  }
  const REBUILT = [expect.stringMatching(/^KO-\d+\.csv: the cached columns of KO were damaged/)];

  const flipAt = (place: (length: number) => number) => (entry: string) => {
    const bytes = readFileSync(entry);
    const at = place(bytes.length);
    bytes[at] = bytes[at]! ^ 1;
    writeFileSync(entry, bytes);
  };

  test.each<[string, (entry: string) => void]>([
    ["cut off in its columns", (entry) => truncateSync(entry, 500_000)],
    ["cut off in its head", (entry) => truncateSync(entry, 40)],
    ["empty", (entry) => truncateSync(entry, 0)],
    ["longer", (entry) => appendFileSync(entry, "more")],
    ["changed in its mark", flipAt(() => 0)],
    ["changed in the length of its head", flipAt(() => 5)],
    ["changed in its head", flipAt(() => 60)],
    ["changed in its first column", flipAt((length) => length - 6 * 160_000 + 9)],
    ["changed in its last byte", flipAt((length) => length - 1)],
    ["something else", (entry) => writeFileSync(entry, "nothing of ours".repeat(100))],
  ])("%s: the file is read, the entry made anew, and that is told", async (_, damage) => {
    expect(await mended(damage)).toEqual(REBUILT);
  });

  test("changed in a column that is read in pieces", async () => {
    expect(
      await mended(
        flipAt((length) => length - 9_600_000 + 5_000_000),
        1_200_000,
      ),
    ).toEqual(REBUILT);
  });

  test("changed in a column of a large entry, whose times were put back", async () => {
    const flip = flipAt((length) => length - 3_000_000);
    const damage = (entry: string) => {
      const { atimeMs, mtimeMs } = statSync(entry);
      flip(entry);
      utimesSync(entry, atimeMs / 1000, mtimeMs / 1000);
    };
    expect(await mended(damage, 100_000)).toEqual(REBUILT);
  });

  test("replaced by another large one that was written in its place", async () => {
    const swap = (entry: string) => {
      const bytes = readFileSync(entry);
      bytes[bytes.length - 9] = bytes[bytes.length - 9]! ^ 1;
      writeFileSync(`${entry}.other`, bytes);
      renameSync(`${entry}.other`, entry);
    };
    expect(await mended(swap, 100_000)).toEqual(REBUILT);
  });
});

describe("the folder of the cache", () => {
  test("that cannot be made, or is a file, costs no run", async () => {
    writeFileSync(join(scratch, `blocked-${run}`), "");
    folder = { path: join(scratch, `blocked-${run}`), limit: 1e9 };
    const { read, through } = reader(loaded(10));
    await through();
    await through();
    expect(read).toHaveBeenCalledTimes(2);
  });

  test("keeps under its limit by letting the least recently used go", async () => {
    // An entry of 1,000 bars takes some 49 kB.
    folder = { ...folder, limit: 200_000 };
    for (let k = 0; k < 6; k++) {
      await reader(loaded(1000), `${k}`).through();
      const newest = [...cacheEntries(folder)].sort((a, b) => b.used - a.used)[0]!;
      utimesSync(newest.path, 1_700_000_000 + k, 1_700_000_000 + k);
    }
    expect(cacheEntries(folder).reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(200_000);
    const { read, through } = reader(loaded(1000), "5");
    await through();
    expect(read).not.toHaveBeenCalled();
    const first = reader(loaded(1000), "0");
    await first.through();
    expect(first.read).toHaveBeenCalledTimes(1);
  });

  test("does not take an entry that is half of it and more", async () => {
    folder = { ...folder, limit: 50_000 };
    await reader(loaded(1000)).through();
    expect(cacheEntries(folder)).toEqual([]);
  });

  test("is emptied of its own files only", async () => {
    await reader(loaded(100)).through();
    writeFileSync(join(folder.path, "notes.txt"), "mine");
    expect(clearCache(folder).entries).toBe(1);
    expect(cacheEntries(folder)).toEqual([]);
    expect(readFileSync(join(folder.path, "notes.txt"), "utf8")).toBe("mine");
  });

  test("is emptied of what stands beside large entries too", async () => {
    await reader(loaded(100_000)).through();
    const files = () =>
      readdirSync(folder.path, { recursive: true, encoding: "utf8" }).filter((name) => name.includes("/"));
    expect(
      files()
        .map((name) => name.replace(/^.*?\.ivy/, ""))
        .sort(),
    ).toEqual(["", ".whole"]);
    clearCache(folder);
    expect(files()).toEqual([]);
  });

  test.each([
    [{ IVY_CACHE: "off", HOME: "/home/a" }, null],
    [{ IVY_CACHE: "/big/disk", HOME: "/home/a" }, "/big/disk"],
    [{ XDG_CACHE_HOME: "/x" }, "/x/ivy/columns"],
  ])("is where %j says", (env, path) => {
    expect(cacheFolder(env)?.path ?? null).toBe(path);
  });
});

describe("validation", () => {
  test("tells, and removes, an entry whose columns are not those of the file", async () => {
    const { through } = reader(loaded(100));
    await through();
    const about = { path: file, settings: "" };
    expect(differsFromCache(folder, about, "KO", loaded(100))).toBe(false);
    // The file changed in a way that its size, time and inode do not tell.
    expect(differsFromCache(folder, about, "KO", loaded(100, { close: column(100, () => 12) }))).toBe(true);
    expect(cacheEntries(folder)).toEqual([]);
    expect(differsFromCache(folder, about, "KO", loaded(100))).toBe(false);
  });
});
