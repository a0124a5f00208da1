import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bash } from "./ivy-process.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;
const folder = mkdtempSync(join(tmpdir(), "ivy-time-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** "2024-11-03 01:30": what a clock in the zone shows, as the platform writes it. */
const shown = (zone: string) => {
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  return (time: number) => clock.format(time);
};
const column = (name: string, stdout: string) => {
  const [header, ...rows] = stdout.trim().split("\n");
  const at = header!.split(",").indexOf(name);
  return rows.map((row) => row.split(",")[at]!);
};

/** A file of minutes with the times of a clock in the zone. */
function minutes(name: string, zone: string, from: number, newestFirst: boolean): string {
  const clock = shown(zone);
  const rows = Array.from({ length: 24 * 60 }, (_, i) => `${clock(from + i * MINUTE)},${100 + i},${i}`);
  if (newestFirst) rows.reverse();
  writeFileSync(join(folder, `${name}.csv`), `time,close,volume\n${rows.join("\n")}\n`);
  return `${name}.csv`;
}

describe.each([
  ["America/New_York", Date.UTC(2024, 2, 10, 7), Date.UTC(2024, 10, 3, 6)],
  ["Europe/London", Date.UTC(2024, 2, 31, 1), Date.UTC(2024, 9, 27, 1)],
  ["Australia/Lord_Howe", Date.UTC(2024, 9, 5, 15, 30), Date.UTC(2024, 3, 6, 15)],
])("24 hours of minutes by a clock in %s", (zone, spring, autumn) => {
  it.each([
    ["over its change in spring", spring, false],
    ["over its change in autumn", autumn, false],
    ["over its change in autumn, the newest first", autumn, true],
  ])("%s are the moments that they were, on a machine in any zone", (name, change, newestFirst) => {
    const from = change - 12 * HOUR;
    const file = minutes(`M${zone.length}${name.length}`, zone, from, newestFirst);
    // In a folder of its own each time: nothing that one run kept is what the other reads.
    const read = (zoneOfMachine: string) => {
      const own = mkdtempSync(join(folder, "run-"));
      copyFileSync(join(folder, file), join(own, file));
      const line = `TZ=${zoneOfMachine} $IVY data show ${file.slice(0, -4)} --data ${file} --read zone=${zone} --csv`;
      const { status, stdout, stderr } = bash(line, own);
      expect(status, stderr).toBe(0);
      return stdout;
    };
    const stdout = read("UTC");
    const expected = Array.from({ length: 24 * 60 }, (_, i) =>
      new Date(from + i * MINUTE).toISOString().replace(".000", ""),
    );
    expect(column("time", stdout)).toEqual(expected);
    expect(column("close", stdout)).toEqual(expected.map((_, i) => String(100 + i)));
    expect(read("Asia/Kolkata")).toBe(stdout);
  });
});
