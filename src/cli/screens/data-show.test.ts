import { describe, expect, it } from "vitest";
import type { ShownSeries } from "#app/show-data";
import type { Finding } from "#results/documents/finding";
import { dataScreen } from "./data-show.ts";

const DAY = 86_400_000;
const NOTHING = {
  symbol: "KO",
  source: "ko.csv",
  timeframe: "1d" as const,
  adjusted: false,
  closeOnly: false,
  synthetic: false,
};

function shown(closes: readonly number[], more: Partial<ShownSeries> = {}): ShownSeries {
  const close = Float64Array.from(closes);
  return {
    facts: {
      ...NOTHING,
      from: "1970-01-01",
      to: "1970-01-03",
      bars: closes.length,
      fingerprint: "0123456789abcdef",
      boundsOnly: false,
      notes: [],
      findings: [],
    },
    bars: { ...NOTHING, time: close.map((_, i) => i * DAY), open: close, high: close, low: close, close, volume: null },
    indicators: [],
    actions: [],
    place: [],
    isMade: false,
    timeText: (time) => new Date(time).toISOString().slice(0, 10),
    ...more,
  };
}
const piped = (one: ShownSeries) => dataScreen([one], { color: false, width: 0 });

describe("the screen of prices", () => {
  it("has no chart in a pipe, and one on a terminal", () => {
    expect(piped(shown([1, 2, 3]))).not.toMatch(/[│┃█─┼]/);
    expect(dataScreen([shown([1, 2, 3])], { color: false, width: 80 })).toMatch(/[─┼]/);
  });

  it("says changes in percent, and of a spread that crosses zero as they are", () => {
    expect(piped(shown([10, 11, 9.9]))).toMatch(/11\.00 {2}\+10\.00 %\n.*9\.90 {2}-10\.00 %/);
    expect(piped(shown([-1, 1, -2]))).toMatch(/1\.00 {3}\+2\.00\n.*-2\.00 {3}-3\.00/);
  });

  it("offers to trade what has a price, and repeats all that names and reads it", () => {
    const place = ["--data", "my prices/x.csv", "--read", "dates=dmy"];
    const text = piped(shown([1, 2], { place }));
    expect(text).toContain("ivy data validate KO --data 'my prices/x.csv' --read dates=dmy\n");
    expect(text).toContain("ivy backtest --strategy sma-cross --tickers KO --data 'my prices/x.csv'");
    expect(piped(shown([-1, 1]))).not.toContain("ivy backtest");
    expect(piped(shown([1, 2], { isMade: true }))).toContain("ivy data show KO --timeframe 1d --csv\n");
  });

  it("has a column for splits and dividends where there are some among the last bars", () => {
    const column = (name: string, ...values: number[]) => ({ name, values: Float64Array.from(values) });
    const quiet = piped(shown([1, 2], { actions: [column("split", 1, 1), column("dividend", 0, 0)] }));
    expect(quiet).not.toMatch(/split|dividend/);
    const paid = piped(shown([1, 2], { actions: [column("split", 1, 1), column("dividend", 0, 0.25)] }));
    expect(paid).toMatch(/dividend\n.*0\.00\n.*0\.25\n/);
    expect(paid).not.toContain("split");
  });

  it("shows the gravest five findings, and says how many more there are", () => {
    const findings = Array.from({ length: 7 }, (_, i): Finding => {
      return { id: `f${i}`, severity: "warning", message: `finding number ${i}`, help: "look there" };
    });
    const base = shown([1, 2]);
    const text = piped({ ...base, facts: { ...base.facts, findings } });
    expect(text).toContain("finding number 4");
    expect(text).not.toContain("finding number 5");
    expect(text).toContain("2 more findings");
  });

  it("lets no name steer the terminal", () => {
    const base = shown([1, 2]);
    const evil = "K\u001b[31mO\u0007";
    const text = piped({
      ...base,
      facts: { ...base.facts, symbol: evil, source: evil, notes: [evil] },
      indicators: [{ name: evil, values: Float64Array.of(1, 2) }],
      place: ["--data", evil],
    });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what steers a terminal
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});
