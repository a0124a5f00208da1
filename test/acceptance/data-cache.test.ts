import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bash, type Ended } from "./ivy-process.ts";

const folder = mkdtempSync(join(tmpdir(), "ivy-data-cache-"));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => {
  const rows = Array.from({ length: 600 }, (_, i) => {
    const day = new Date(Date.UTC(2020, 0, 1) + i * 86_400_000).toISOString().slice(0, 10);
    const price = 100 + Math.round(1000 * Math.sin(i / 20)) / 100;
    return `${day},${price},${price + 1},${price - 1},${price + 0.5},1000`;
  });
  writeFileSync(join(folder, "KO.csv"), `date,open,high,low,close,volume\n${rows.join("\n")}\n`);
  utimesSync(join(folder, "KO.csv"), 1_600_000_000.5, 1_600_000_000.5);
});

const line = (command: string, cache = "cache"): Ended =>
  bash(`IVY_CACHE=${join(folder, cache)} $IVY ${command}`, folder);
const backtest = (cache?: string) =>
  line("backtest --strategy sma-cross --data KO.csv --tickers KO --json --set fast=5 --set slow=20", cache);

/** Entries of the cache, largest first: the columns, then the list of tickers. */
function entries(cache = "cache"): string[] {
  const names = readdirSync(join(folder, cache), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".ivy"))
    .map((name) => join(folder, cache, name))
    .sort((a, b) => statSync(b).size - statSync(a).size);
}

describe("a file that was read before", () => {
  it("gives the same result, to the byte, and silently", () => {
    const first = backtest();
    expect(first.status).toBe(0);
    expect(entries()).toHaveLength(2);
    expect(backtest()).toEqual(first);
  });

  it.each([
    ["was changed", (bytes: Buffer) => bytes.fill(7, bytes.length - 4000, bytes.length - 3000)],
    ["was cut off", (bytes: Buffer) => bytes.subarray(0, 9000)],
  ])("is read again when its entry %s, which is said once and changes no result", (_, damage) => {
    const plain = backtest("other");
    writeFileSync(entries()[0]!, damage(readFileSync(entries()[0]!)));
    const after = backtest();
    expect(after.status).toBe(0);
    expect(after.stderr).toBe("note  KO.csv: the cached columns of KO were damaged, and are made anew\n");
    expect(after.stdout).toBe(plain.stdout);
    expect(backtest().stderr).toBe("");
  });

  it("is kept once by two runs that read it at the same time", () => {
    const run = "$IVY backtest --strategy sma-cross --data KO.csv --tickers KO --quiet";
    const both = bash(`export IVY_CACHE=${folder}/both; (${run} --out a & ${run} --out b & wait)`, folder);
    expect(both.stderr).toBe("");
    expect(entries("both")).toHaveLength(2);
    expect(backtest("both").stdout).toBe(backtest("fresh").stdout);
  });
});

describe("ivy data validate", () => {
  it("reads the file itself, and removes what the cache has of another one of its size and time", () => {
    backtest("lied");
    const path = join(folder, "KO.csv");
    const before = readFileSync(path, "utf8");
    const { atimeMs, mtimeMs } = statSync(path);
    writeFileSync(path, before.replace(/,1000\n$/, ",2000\n"));
    utimesSync(path, atimeMs / 1000, mtimeMs / 1000);
    expect(backtest("lied").stdout).toBe(backtest("lied").stdout);
    const { stderr, status } = line("data validate KO.csv", "lied");
    expect(status).toBe(0);
    expect(stderr).toBe("note  KO.csv: the cached columns of KO were not those of the file, and are removed\n");
    expect(backtest("lied").stdout).toBe(backtest("anew").stdout);
    expect(line("data validate KO.csv", "lied").stderr).toBe("");
    writeFileSync(path, before);
  });
});

describe("ivy data cache", () => {
  it("says where it is and what it holds, and empties it", () => {
    backtest("shown");
    const { stdout } = line("data cache", "shown");
    expect(stdout).toContain(join(folder, "shown"));
    expect(stdout).toMatch(/holds {4}2 series, 2\d\.\d kB/);
    const cleared = JSON.parse(line("data cache --clear --json", "shown").stdout);
    expect(cleared).toMatchObject({ schema: "ivy.data-cache/1", entries: 0, bytes: 0, removed: { entries: 2 } });
    expect(entries("shown")).toEqual([]);
  });

  it("refuses a limit that is no amount", () => {
    const { status, stderr } = bash("IVY_CACHE_LIMIT=much $IVY data cache", folder);
    expect(status).toBe(3);
    expect(stderr).toContain("IVY_CACHE_LIMIT=2GB");
  });
});
