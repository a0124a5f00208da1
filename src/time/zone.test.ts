import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { localOf, utcOf } from "./local-times.ts";
import { nearZone, offsetAt, zoneNamed } from "./zone.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const zone = (name: string) => zoneNamed(name)!;
const minutesFrom = (utc: number, hours: number) =>
  Float64Array.from({ length: hours * 60 }, (_, i) => utc + i * MINUTE);
/** 20241005T1530 */
const iso = (time: number) => new Date(time).toISOString().slice(0, 16).replace(/[-:]/g, "");
/** A second way to the same clock, a part at a time: how the platform writes one moment. */
const shown = (utc: number, name: string) => {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: name, dateStyle: "short", timeStyle: "medium" });
  const [day, month, year, hour, minute, second] = parts.format(utc).match(/\d+/g)!.map(Number);
  return Date.UTC(year!, month! - 1, day, hour, minute, second);
};

describe("a zone", () => {
  test.each([
    ["America/New_York", "America/New_York"],
    ["america/new_york", "America/New_York"],
    ["US/Eastern", "US/Eastern"],
    [" utc ", "UTC"],
    ["Z", "UTC"],
    ["+05:30", "+05:30"],
  ])("is found as %j", (asked, name) => {
    expect(zoneNamed(asked)?.name).toBe(name);
  });

  test.each([
    ["New York", "America/New_York"],
    ["Amerika/New_York", "America/New_York"],
    ["America/NewYork", "America/New_York"],
    ["EST", "America/New_York"],
    ["cest", "Europe/Berlin"],
    ["Tokio", "Asia/Tokyo"],
    ["xyzzy", null],
  ])("is not found as %j, which may mean %j", (asked, near) => {
    expect(zoneNamed(asked)).toBeNull();
    expect(nearZone(asked)).toBe(near);
  });

  test.each(["+15:00", "UTC+99", "", "2013"])("is not %j", (asked) => {
    expect(zoneNamed(asked)).toBeNull();
  });

  test.each([
    ["+05:30", 5.5],
    ["UTC-5", -5],
    ["gmt+0200", 2],
  ])("%j is a fixed number of hours ahead", (name, hours) => {
    expect(offsetAt(Date.UTC(2024, 6, 1), zone(name))).toBe(hours * HOUR);
  });
});

/** Which tool said so and its version stand in the file, which ends with the past: rules to come may change. Boa Vista's two changes in one week and Apia's day that never was are among them. */
const { zones } = JSON.parse(
  readFileSync(new URL("../../test/fixtures/calendars/zones.json", import.meta.url), "utf8"),
) as { zones: Record<string, string> };

test.each(Object.entries(zones))(
  "clocks in %s change to the minute when another reader of the zone database says",
  (name, changes) => {
    const [from, to] = [Date.UTC(1975, 0, 1), Date.UTC(2025, 0, 1)];
    const { starts, offsets } = zone(name).table(1975, 2024);
    const before = `start ${offsetAt(from, zone(name)) / MINUTE}`;
    const rows = [...starts].flatMap((start, k) =>
      start > from && start < to ? [`${iso(start)} ${offsets[k]! / MINUTE}`] : [],
    );
    expect([before, ...rows].join("; ")).toBe(changes);
  },
);

test("a zone's offset changes on the very second", () => {
  const change = Date.UTC(2024, 9, 5, 15, 30);
  expect([change - 1, change].map((time) => offsetAt(time, zone("Australia/Lord_Howe")))).toEqual([
    10.5 * HOUR,
    11 * HOUR,
  ]);
});

describe.each([
  ["America/New_York", Date.UTC(2024, 2, 10, 7), Date.UTC(2024, 10, 3, 6), HOUR],
  ["Europe/London", Date.UTC(2024, 2, 31, 1), Date.UTC(2024, 9, 27, 1), HOUR],
  ["Australia/Lord_Howe", Date.UTC(2024, 9, 5, 15, 30), Date.UTC(2024, 3, 6, 15), HOUR / 2],
])("24 hours of minutes in %s", (name, spring, autumn, shift) => {
  test("over the change in spring come back as they were, and the clock skips", () => {
    const utc = minutesFrom(spring - 12 * HOUR, 24);
    const local = localOf(utc, zone(name));
    expect([...local]).toEqual([...utc].map((time) => shown(time, name)));
    expect(local[720]! - local[719]!).toBe(MINUTE + shift);
    const back = utcOf(local, zone(name));
    expect([...back.utc]).toEqual([...utc]);
    expect([back.skipped.length, back.unsure.length]).toEqual([0, 0]);
  });

  test("over the change in autumn come back as they were: the clock's second pass is told by the order", () => {
    const utc = minutesFrom(autumn - 12 * HOUR, 24);
    const local = localOf(utc, zone(name));
    expect([...local]).toEqual([...utc].map((time) => shown(time, name)));
    expect(local[720]! - local[719]!).toBe(MINUTE - shift);
    const back = utcOf(local, zone(name));
    expect([...back.utc]).toEqual([...utc]);
    expect([back.skipped.length, back.unsure.length]).toEqual([0, 0]);
    const newestFirst = utcOf(local.toReversed(), zone(name));
    expect([...newestFirst.utc.toReversed()]).toEqual([...utc]);
  });

  test("that no clock showed are read with the offset from before, and listed", () => {
    const clock = spring + offsetAt(spring - 1, zone(name));
    const { utc, skipped } = utcOf(
      Float64Array.of(clock - MINUTE, clock, clock + 10 * MINUTE, clock + shift),
      zone(name),
    );
    expect([...utc]).toEqual([spring - MINUTE, spring, spring + 10 * MINUTE, spring]);
    expect([...skipped]).toEqual([1, 2]);
  });

  test("that a clock showed twice and that stand there once are read as the first, and listed", () => {
    const clock = autumn + offsetAt(autumn - 1, zone(name));
    const local = Float64Array.of(clock - shift - MINUTE, clock - shift, clock - MINUTE, clock);
    const { utc, unsure } = utcOf(local, zone(name));
    expect([...utc]).toEqual([autumn - shift - MINUTE, autumn - shift, autumn - MINUTE, autumn + shift]);
    expect([...unsure]).toEqual([1, 2]);
  });
});

describe("the repeated hour", () => {
  const ny = zone("America/New_York");
  const one = Date.UTC(2024, 10, 3, 1);

  test("of hourly bars is told by the same time twice", () => {
    const { utc, unsure } = utcOf(Float64Array.of(one - HOUR, one, one, one + HOUR), ny);
    expect([...utc].map((time) => new Date(time).getUTCHours())).toEqual([4, 5, 6, 7]);
    expect(unsure).toHaveLength(0);
  });

  test("of two tickers in turn is told within each", () => {
    const local = Float64Array.of(one, one, one + 30 * MINUTE, one + 30 * MINUTE, one, one, one + HOUR, one + HOUR);
    const groups = Int32Array.of(0, 1, 0, 1, 0, 1, 0, 1);
    const utc = [5, 5, 5.5, 5.5, 6, 6, 7, 7].map((hour) => Date.UTC(2024, 10, 3) + hour * HOUR);
    expect([...utcOf(local, ny, groups).utc]).toEqual(utc);
  });

  test("of two tickers one after the other is told within each", () => {
    const local = Float64Array.of(one - HOUR, one, one, one + HOUR, one - HOUR, one, one, one + HOUR);
    expect([...utcOf(local, ny).utc].map((time) => new Date(time).getUTCHours())).toEqual([4, 5, 6, 7, 4, 5, 6, 7]);
  });
});

test("NaN stays NaN, and the rows about it are read", () => {
  const time = Date.UTC(2024, 0, 1, 12);
  expect([...utcOf(Float64Array.of(Number.NaN, time), zone("Asia/Tokyo")).utc]).toEqual([Number.NaN, time - 9 * HOUR]);
  expect([...localOf(Float64Array.of(Number.NaN, time), zone("Asia/Tokyo"))]).toEqual([Number.NaN, time + 9 * HOUR]);
  expect(utcOf(new Float64Array(0), zone("Asia/Tokyo")).utc).toHaveLength(0);
});

test("any moment of any zone comes back from its local time, or was one of two", () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
  const moments = fc.integer({ min: Date.UTC(1971, 0, 1) / 1000, max: Date.UTC(2037, 11, 31) / 1000 });
  fc.assert(
    fc.property(zones, moments, (name, seconds) => {
      const time = seconds * 1000;
      const local = localOf(Float64Array.of(time), zone(name));
      expect(local[0]).toBe(shown(time, name));
      const { utc, skipped, unsure } = utcOf(local, zone(name));
      expect(skipped).toHaveLength(0);
      if (unsure.length === 0) expect(utc[0]).toBe(time);
      else expect(localOf(utc, zone(name))[0]).toBe(local[0]);
    }),
    { numRuns: 150, seed: 11 },
  );
});

test("the zone of the machine changes nothing", () => {
  const folder = mkdtempSync(join(tmpdir(), "ivy-zone-"));
  const here = (file: string) => JSON.stringify(fileURLToPath(new URL(file, import.meta.url)));
  const program = join(folder, "in-another-zone.ts");
  writeFileSync(
    program,
    `import { localOf, utcOf } from ${here("local-times.ts")};
    import { zoneNamed } from ${here("zone.ts")};
    const utc = Float64Array.from({ length: 5_000 }, (_, i) => Date.UTC(2023, 11, 1) + i * 7_207_000);
    for (const name of ["America/New_York", "Europe/London", "Australia/Lord_Howe"]) {
      const zone = zoneNamed(name)!;
      const local = localOf(utc, zone);
      console.log(name, new Date(0).getTimezoneOffset() === 0, local.join(), utcOf(local, zone).utc.join());
    }`,
  );
  const under = (TZ: string) => {
    const run = fileURLToPath(new URL("../../tools/run.mjs", import.meta.url));
    return execFileSync(process.execPath, [run, program], {
      env: { ...process.env, TZ },
      encoding: "utf8",
      maxBuffer: 1e8,
    });
  };
  const [utc, kolkata] = [under("UTC"), under("Asia/Kolkata")];
  rmSync(folder, { recursive: true });
  expect(utc).toContain("New_York true");
  expect(kolkata).toContain("New_York false");
  expect(kolkata.replaceAll("false", "true")).toBe(utc);
});
