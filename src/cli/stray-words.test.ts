import { describe, expect, it } from "vitest";
import { lineWithFlags } from "./stray-words.ts";

const NAMES = { strategies: ["pairs", "sma-cross"], tickers: ["KO", "PEP", "^GSPC"] };

function mended(line: string, ...stray: string[]): string | null {
  return lineWithFlags(line.split(" ").filter(Boolean), stray, NAMES)?.join(" ") ?? null;
}

describe("stray words", () => {
  it.each<[string, string[], string]>([
    ["pairs KO,PEP", ["pairs", "KO,PEP"], "--strategy pairs --tickers KO,PEP"],
    ["KO pairs PEP", ["KO", "pairs", "PEP"], "--strategy pairs --tickers KO,PEP"],
    ["smacross ^GSPC", ["smacross", "^GSPC"], "--strategy sma-cross --tickers ^GSPC"],
    ["pairs QQQ", ["pairs", "QQQ"], "--strategy pairs --tickers QQQ"],
    ["--tickers KO, PEP", ["PEP"], "--tickers KO,PEP"],
    ["--tickers=KO PEP", ["PEP"], "--tickers=KO,PEP"],
    ["--strategy pairs sma-cross", ["sma-cross"], "--strategy pairs,sma-cross"],
    ["2013 2015-06", ["2013", "2015-06"], "--from 2013 --to 2015-06"],
    ["--from=2013 2015", ["2015"], "--from=2013 --to 2015"],
    ["fast=5 slow=9", ["fast=5", "slow=9"], "--set fast=5 --set slow=9"],
    ["--set fast 5", ["5"], "--set fast=5"],
    ["./mine.ts prices/ --json", ["./mine.ts", "prices/"], "--strategy ./mine.ts --json --data prices/"],
    ["KO.csv", ["KO.csv"], "--data KO.csv"],
  ])("%j go behind their flags", (line, stray, whole) => {
    expect(mended(line, ...stray)).toBe(whole);
  });

  it.each<[string, string[]]>([
    ["please", ["please"]],
    ["--data a.csv b.csv", ["b.csv"]],
    ["--from 2013 --to 2014 2015", ["2015"]],
  ])("%j are left to the person where nothing fits", (line, stray) => {
    expect(mended(line, ...stray)).toBeNull();
  });
});
