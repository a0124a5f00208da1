import { describe, expect, test } from "vitest";
import type { PlacedFinding, ValidationDocument } from "#results/documents/validation";
import { cellsOf } from "./cells.ts";
import { validationScreen } from "./data-validate.ts";

const SERIES = {
  symbol: "KO",
  source: "KO.csv",
  timeframe: "1d",
  from: "2020-01-02",
  to: "2020-12-31",
  bars: 253,
  fingerprint: "0123456789abcdef",
  synthetic: false,
  adjusted: false,
  notes: [],
  repairs: [],
};

function finding(over: Partial<PlacedFinding> = {}): PlacedFinding {
  return {
    id: "zero-volume",
    severity: "warning",
    message: "1 bar has volume 0: no volume, though prices from 21.914 to 22.166",
    help: "Nothing was traded, or the source did not know.",
    symbol: "KO",
    time: "2020-03-02",
    bars: 1,
    weight: 1,
    stops: false,
    file: "prices/KO.csv",
    line: 42,
    ...over,
  };
}

function screen(findings: readonly PlacedFinding[], width = 80, series: readonly object[] = [SERIES]): string {
  const number = (severity: string) => findings.filter((one) => one.severity === severity).length;
  const counts = {
    series: series.length,
    clean: findings.length === 0 ? series.length : 0,
    errors: number("error"),
    warnings: number("warning"),
    infos: number("info"),
  };
  const document = { schema: "ivy.validation/1", series, findings, counts } as ValidationDocument;
  return validationScreen(document, { color: false, width });
}

describe("the screen of ivy data validate", () => {
  test("says first whether a run would stop", () => {
    expect(screen([])).toMatch(/^Nothing wrong was found\.\n/);
    expect(screen([finding()])).toMatch(/^Nothing stops a run, but 1 place is worth a look\.\n/);
    expect(screen([finding({ severity: "error", stops: true })])).toMatch(/^A run would stop: 1 error/);
    expect(screen([], 80, [])).toMatch(/^There are no prices to check\.\n/);
  });

  test("shows the worst place of each kind, and how many bars there are of it, the gravest kind first", () => {
    const lines = screen([
      finding({ time: "2020-03-02", weight: 1 }),
      finding({ time: "2020-04-02", weight: 9, bars: 9, line: 60 }),
      finding({ id: "high-below-low", severity: "error", stops: true, time: "2020-05-02", line: 80 }),
    ]).split("\n");
    const rows = lines.filter((line) => /^ {2}KO/.test(line)).map((line) => line.trim().split(/\s+/));
    expect(rows).toEqual([
      ["KO", "error", "high-below-low", "1", "2020-05-02", "80"],
      ["KO", "warning", "zero-volume", "10", "2020-04-02", "60"],
    ]);
  });

  test.each([60, 80, 120, 0])("fits in %d columns, however long names, paths and messages are", (width) => {
    const long = finding({
      symbol: "A_TICKER_OF_MANY_LETTERS_AND_THEN_SOME",
      file: `${"folder/".repeat(20)}x.csv`,
      message: "word ".repeat(60),
      time: "2020-03-02T14:30:00.123Z",
      id: "split-contradicts-prices",
      line: 12_345_678,
    });
    for (const line of screen([long], width).split("\n")) {
      expect(cellsOf(line), line).toBeLessThanOrEqual(width === 0 ? 80 : width);
    }
  });

  test("says what was mended", () => {
    const repairs = [{ repair: "forward-fill", bars: 3, from: "2020-01-06", to: "2020-02-03" }];
    expect(screen([], 80, [{ ...SERIES, repairs }])).toContain(
      "KO  forward-fill: 3 bars filled in, 2020-01-06 to 2020-02-03",
    );
  });

  test("lets no name steer the terminal", () => {
    const text = screen([finding({ symbol: "K\u001b[31mO", message: "a\u0007b" })]);
    expect([text.includes("\u001b"), text.includes("\u0007")]).toEqual([false, false]);
  });
});
