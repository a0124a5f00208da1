import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CatalogEntry, seriesOf } from "../catalog-entry.ts";
import type { PulledBars } from "../providers/join-pages.ts";
import { openCatalog } from "./catalog.ts";
import { catalogFiles, loadEntry, readEntry } from "./catalog-files.ts";
import { catalogFolder } from "./catalog-folder.ts";
import { writeEntry } from "./catalog-write.ts";
import { fingerprint } from "./fingerprint.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ivy-catalog-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Weekdays from Wednesday, 2 January 2013. */
function bars(count: number, more: Partial<PulledBars> = {}): PulledBars {
  const times: number[] = [];
  for (let day = Date.UTC(2013, 0, 2); times.length < count; day += 86_400_000) {
    if (new Date(day).getUTCDay() % 6 !== 0) times.push(day);
  }
  const column = (plus: number) => Float64Array.from(times, (_, i) => 40 + Math.sin(i / 9) + plus);
  return {
    time: Float64Array.from(times),
    open: column(0),
    high: column(0.5),
    low: column(-0.5),
    close: column(0.1),
    volume: column(1000),
    adjustedClose: null,
    split: null,
    dividend: null,
    ...more,
  };
}

function entryFor(of: PulledBars, more: Partial<CatalogEntry> = {}): CatalogEntry {
  const facts = {
    symbol: "KO",
    source: "yahoo",
    timeframe: "1d" as const,
    adjustment: "splits" as const,
    closeOnly: false,
    synthetic: false,
    ...more,
  };
  return {
    schema: "ivy.catalog-entry/1",
    origin: "pull",
    zone: "America/New_York",
    hasAdjustedClose: of.adjustedClose !== null,
    currency: "USD",
    from: "2013-01-02",
    to: "2013-01-31",
    bars: of.time.length,
    fetchedAt: "2026-11-21T15:00:00.000Z",
    fingerprint: fingerprint(seriesOf(facts, of)),
    isRaw: false,
    notes: [],
    ...facts,
  };
}

const keep = (of: PulledBars, more: Partial<CatalogEntry> = {}) => writeEntry(folder, entryFor(of, more), of);
const fileOf = (symbol: string) => catalogFiles(folder).find((file) => file.symbol === symbol)!;

describe("an entry", () => {
  it("comes back as it was kept, to the last bit", async () => {
    const volume = bars(40).volume!;
    volume[3] = Number.NaN;
    const kept = bars(40, {
      volume,
      adjustedClose: bars(40).low,
      split: new Float64Array(40).fill(1),
      dividend: new Float64Array(40),
    });
    await keep(kept);
    const { entry, bars: read } = await loadEntry(fileOf("KO"));
    expect(entry).toEqual(entryFor(kept));
    expect(await readEntry(fileOf("KO"))).toEqual(entry);
    expect(read).toEqual(kept);
  });

  it("takes one NaN for another, and 0 for its twin", async () => {
    const volume = bars(5).volume!;
    new Uint32Array(volume.buffer).set([1, 0xfff80000], 2);
    volume[3] = -0;
    await keep(bars(5, { volume }));
    const { bars: read } = await loadEntry(fileOf("KO"));
    expect([read.volume![1], Math.abs(read.volume![3]!)]).toEqual([Number.NaN, 0]);
  });

  it("keeps the minutes of a moment in UTC, and one price a bar as one column", async () => {
    const time = Float64Array.from([0, 1, 2], (i) => Date.UTC(2024, 2, 8, 14, 30 + i, 0, 250));
    const close = Float64Array.of(1.5, 1.25, 1.75);
    const minutes: PulledBars = { ...bars(3), time, open: close, high: close, low: close, close, volume: null };
    await keep(minutes, { timeframe: "1m", closeOnly: true });
    const { bars: read } = await loadEntry(fileOf("KO"));
    expect(read.time).toEqual(time);
    expect([read.open, read.volume]).toEqual([close, null]);
  });

  it("has the same facts beside it, for people", async () => {
    await keep(bars(5));
    const about = JSON.parse(readFileSync(join(folder, "yahoo/1d/KO.about.json"), "utf8"));
    expect(about).toEqual(entryFor(bars(5)));
  });

  it("takes the place of the one before, also in other capitals, and leaves nothing half-written", async () => {
    await keep(bars(5), { symbol: "Ko" });
    writeFileSync(join(folder, "yahoo/1d/.999999999.1.new"), "left by a process that is gone");
    await keep(bars(7));
    expect(readdirSync(join(folder, "yahoo/1d"))).toEqual(["KO.about.json", "KO.parquet"]);
    expect((await readEntry(fileOf("KO"))).bars).toBe(7);
  });

  it("that cannot be written leaves the one before as it is", async () => {
    await keep(bars(5));
    writeFileSync(join(folder, "stooq"), "a file where a folder should be");
    await expect(keep(bars(7), { source: "stooq" })).rejects.toMatchObject({
      code: "catalog-not-written",
      exitCode: 74,
    });
    expect((await readEntry(fileOf("KO"))).bars).toBe(5);
  });
});

describe("a broken entry", () => {
  const broken = async (symbol: string) => {
    await expect(readEntry(fileOf(symbol))).rejects.toMatchObject({ code: "broken-catalog-entry", exitCode: 4 });
    await expect(loadEntry(fileOf(symbol))).rejects.toMatchObject({ code: "broken-catalog-entry", exitCode: 4 });
  };

  it("is said, whatever is left of it", async () => {
    const path = await keep(bars(40));
    const whole = readFileSync(path);
    for (const bytes of [0, 3, 8, 40, whole.length - 1, whole.length - 20]) {
      writeFileSync(path, whole.subarray(0, bytes));
      await broken("KO");
    }
    writeFileSync(path, "not a Parquet file at all, but long enough to look at its end");
    await broken("KO");
    writeFileSync(join(folder, "yahoo/1d/PEP.parquet"), whole);
    await broken("PEP");
  });

  it("is found out also where its bars are cut out of its middle", async () => {
    const path = await keep(bars(400));
    const whole = readFileSync(path);
    writeFileSync(path, Buffer.concat([whole.subarray(0, 4), whole.subarray(400)]));
    await expect(loadEntry(fileOf("KO"))).rejects.toMatchObject({ code: "broken-catalog-entry" });
  });

  it("is found out where one price of it is another", async () => {
    const path = await keep(bars(40, { adjustedClose: bars(40).close.map((value) => value / 3) }));
    const bytes = readFileSync(path);
    // The close of the first bar, as the file has it: one bit of it turned over.
    const close = Buffer.from(Float64Array.of(bars(1).close[0]!).buffer);
    const at = bytes.indexOf(close.subarray(0, 7));
    expect(at).toBeGreaterThan(0);
    bytes[at]! ^= 1;
    writeFileSync(path, bytes);
    await expect(loadEntry(fileOf("KO"))).rejects.toThrow("its prices are not those that were kept");
    await expect(openCatalog(folder)[0]!.load(["KO"])).rejects.toMatchObject({
      code: "broken-catalog-entry",
      exitCode: 4,
    });
  });

  it("hides none of the others", async () => {
    truncateSync(await keep(bars(40)), 10);
    await keep(bars(40), { symbol: "PEP" });
    const [source] = openCatalog(folder);
    expect(await source!.symbols()).toEqual(["KO", "PEP"]);
    expect((await source!.load(["PEP"]))[0]!.series.time.length).toBe(40);
    await expect(source!.load(["KO"])).rejects.toMatchObject({ code: "broken-catalog-entry" });
  });
});

describe("the sources of a catalog", () => {
  it("are one for each provider and length of bars, days first", async () => {
    await keep(bars(5), { timeframe: "1w" });
    await keep(bars(5), { source: "stooq" });
    await keep(bars(5));
    expect(openCatalog(folder).map(({ label }) => label)).toEqual([
      "catalog stooq/1d",
      "catalog yahoo/1d",
      "catalog yahoo/1w",
    ]);
  });

  it("of the length that is asked for go first, then those of which it can be made", async () => {
    for (const timeframe of ["1w", "1d", "5m", "1h"] as const) await keep(bars(5), { timeframe });
    const order = (asked: "1h" | "1mo" | null) => openCatalog(folder, asked).map(({ label }) => label.split("/")[1]);
    expect(order("1h")).toEqual(["1h", "5m", "1d", "1w"]);
    expect(order(null)).toEqual(["1d", "1h", "5m", "1w"]);
    expect(order("1mo")).toEqual(["1w", "1d", "1h", "5m"]);
  });

  it("find a ticker in any case, and say what they have where they have it not", async () => {
    await keep(bars(5), { symbol: "BRK/B" });
    const [source] = openCatalog(folder);
    expect((await source!.load(["brk/b"]))[0]!.series).toMatchObject({
      symbol: "BRK/B",
      source: "yahoo",
      timeframe: "1d",
    });
    await expect(source!.load(["KO"])).rejects.toMatchObject({ code: "no-such-ticker" });
  });

  it("carry an adjusted close over, unless it is to be kept apart", async () => {
    const close = bars(5).close;
    const kept = bars(5, {
      adjustedClose: close.map((value) => value / 2),
      dividend: Float64Array.of(0, 0, 0.3, 0, 0),
    });
    await keep(kept);
    const [source] = openCatalog(folder);
    const [applied] = await source!.load(["KO"]);
    expect(applied!.series.adjusted).toBe(true);
    expect(applied!.series.close[0]).toBe(close[0]! / 2);
    expect(applied!.series.high[0]).toBeCloseTo(kept.high[0]! / 2, 12);
    expect(applied!.series.actions?.dividend).toEqual(kept.dividend);
    expect(fingerprint(applied!.series)).toBe((await readEntry(fileOf("KO"))).fingerprint);
    const [apart] = await source!.load(["KO"], { reading: { adjust: "apart" } });
    expect([apart!.series.adjusted, apart!.series.close[0]]).toEqual([false, close[0]]);
    expect(apart!.series.actions?.dividend).toEqual(kept.dividend);
  });

  it("give the bars up to the last day asked for", async () => {
    await keep(bars(10));
    const [loaded] = await openCatalog(folder)[0]!.load(["KO"], { to: Date.UTC(2013, 0, 8) });
    expect(loaded!.series.time.length).toBe(5);
  });

  it("call synthetic prices synthetic", async () => {
    await keep(bars(5), { synthetic: true });
    expect((await openCatalog(folder)[0]!.load(["KO"]))[0]!.series.synthetic).toBe(true);
  });
});

it("lies where the environment says, or in the system's folder for data", () => {
  expect(catalogFolder({ IVY_CATALOG: "/x/y" })).toBe("/x/y");
  expect(catalogFolder({ XDG_DATA_HOME: "/data", HOME: "/home/me" })).toBe("/data/ivy/catalog");
  if (process.platform === "linux")
    expect(catalogFolder({ HOME: "/home/me" })).toBe("/home/me/.local/share/ivy/catalog");
  expect(existsSync(join(folder, "none"))).toBe(false);
  expect(openCatalog(join(folder, "none"))).toEqual([]);
});
