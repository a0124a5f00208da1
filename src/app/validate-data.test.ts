import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { validationSchema } from "#results/documents/validation";
import type { DataRequest } from "./open-data.ts";
import { validateData } from "./validate-data.ts";

const packageFolder = fileURLToPath(new URL("../..", import.meta.url));
let folder: string;

const DAYS = Array.from({ length: 12 }, (_, i) => `2020-01-${String(i + 6).padStart(2, "0")}`);
const csv = (change: (row: string[], i: number) => void = () => {}) =>
  `${["date,open,high,low,close,volume", ...DAYS.map((day, i) => rowOf(day, i, change))].join("\n")}\n`;

function rowOf(day: string, i: number, change: (row: string[], i: number) => void): string {
  const row = [day, "10", "11", "9", (10 + 0.3 * Math.sin(i * 2)).toFixed(2), "100"];
  change(row, i);
  return row.join(",");
}

const FILES: Readonly<Record<string, string>> = {
  "GOOD.csv": csv(),
  "ODD.csv": csv((row, i) => {
    if (i === 4) row[5] = "0";
    if (i === 7) row[4] = "11.2";
  }),
  "BAD.csv": csv((row, i) => {
    if (i === 2) row[2] = "many";
    if (i === 5) row[2] = "8";
    if (i === 9) row[1] = "-1";
  }),
  "CUT.csv": "date,open,high\n2020-01-06,1,2\n",
  "NONE.csv": "",
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ivy-validate-"));
  mkdirSync(join(folder, "prices"));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, "prices", name), text);
  writeFileSync(
    join(folder, "WIDE.csv"),
    "date,KO,PEP\n2020-01-06,1,2\n2020-01-07,0,2\n2020-01-08,1.1,2\n2020-01-09,1.1,-2\n",
  );
});
beforeAll(() =>
  writeFileSync(
    join(folder, "noise.csv"),
    Uint8Array.from({ length: 400 }, (_, i) => (i * 89) % 256),
  ),
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NOTHING: Omit<DataRequest, "tickers"> = {
  data: null,
  sql: null,
  from: null,
  to: null,
  timeframe: null,
  adjusted: false,
  reading: {},
};
const validate = async (words: readonly string[], over: Partial<DataRequest> = {}, strict = false) => {
  const absolute = words.map((word) => (/[./]/.test(word) ? join(folder, word) : word));
  const request = { ...NOTHING, tickers: absolute, ...over };
  const { document, exitCode } = await validateData(request, strict, { projectFolder: folder, packageFolder });
  const places = document.findings.map(({ id, symbol, time, line }) => [id, symbol, time, line]);
  return { document, exitCode, places };
};

describe("ivy data validate", () => {
  test("finds every broken row of a file, and all that is odd in the others", async () => {
    const { exitCode, places, document } = await validate(["prices/BAD.csv"]);
    expect(exitCode).toBe(4);
    expect(places).toEqual([
      ["bad-number", undefined, undefined, 4],
      ["high-below-low", "BAD", "2020-01-11", 7],
      ["price-not-positive", "BAD", "2020-01-15", 11],
    ]);
    expect(document.series).toMatchObject([{ symbol: "BAD", bars: 9 }]);
    expect(validationSchema.parse(document)).toEqual(document);
  });

  test("calls no series clean whose file has a row that cannot be read", async () => {
    writeFileSync(
      join(folder, "CELL.csv"),
      csv((row, i) => i === 2 && row.splice(2, 1, "many")),
    );
    const { document, exitCode } = await validate(["CELL.csv"]);
    expect(exitCode).toBe(4);
    expect(document.counts).toEqual({ series: 1, clean: 0, errors: 1, warnings: 0, infos: 0 });
    expect((await validate(["prices/GOOD.csv"])).document.counts).toMatchObject({ series: 1, clean: 1 });
  });

  test("lets no bad file of a folder hide the others", async () => {
    const { document, exitCode } = await validate(["prices/"]);
    expect(exitCode).toBe(4);
    expect(document.series.map(({ symbol }) => symbol).sort()).toEqual(["BAD", "GOOD", "ODD"]);
    const stopped = document.findings
      .filter(({ stops }) => stops)
      .map(({ symbol, file }) => symbol ?? file?.match(/\w+\.csv$/)?.[0]);
    expect([...new Set(stopped)].sort()).toEqual(["BAD", "BAD.csv", "CUT", "NONE"]);
  });

  test("ends with 0 where something only warns, with 1 where that is not enough", async () => {
    const { exitCode, places } = await validate(["prices/ODD.csv"]);
    expect(exitCode).toBe(0);
    expect(places).toEqual([
      ["price-outside-range", "ODD", "2020-01-13", 9],
      ["zero-volume", "ODD", "2020-01-10", 6],
    ]);
    expect((await validate(["prices/ODD.csv"], {}, true)).exitCode).toBe(1);
    expect((await validate(["prices/GOOD.csv"], {}, true)).exitCode).toBe(0);
  });

  test("names each ticker of a wide file with its own faults", async () => {
    expect((await validate(["WIDE.csv"])).places).toEqual([
      ["price-not-positive", "KO", "2020-01-07", 3],
      ["price-not-positive", "PEP", "2020-01-09", 5],
    ]);
  });

  test("says nothing of what lies outside of the range that is asked for", async () => {
    const { places } = await validate(["prices/ODD.csv"], { from: Date.parse("2020-01-12") });
    expect(places).toEqual([["price-outside-range", "ODD", "2020-01-13", 9]]);
  });

  test("takes tickers of one place, and repairs, which it records", async () => {
    const data = join(folder, "prices");
    const { document, exitCode } = await validate(["bad"], { data, reading: { repair: ["drop"] } });
    expect(exitCode).toBe(0);
    expect(document.series).toMatchObject([
      { symbol: "BAD", bars: 9, repairs: [{ repair: "drop", bars: 3, from: "2020-01-07", to: "2020-01-15" }] },
    ]);
  });

  test("looks at the sample where nothing else is named", async () => {
    const { document, exitCode } = await validate(["KO"]);
    expect(document.series).toMatchObject([{ symbol: "KO", source: "sample" }]);
    expect([document.findings, exitCode]).toEqual([[], 0]);
  });

  test("lets no file that is no text hide the others", async () => {
    const { exitCode, places, document } = await validate(["noise.csv", "prices/GOOD.csv"]);
    expect(exitCode).toBe(4);
    expect(places).toEqual([["not-text", undefined, undefined, undefined]]);
    expect(document.series.map(({ symbol }) => symbol)).toEqual(["GOOD"]);
  });

  test("throws for a word that names nothing, and for a calendar that does not exist", async () => {
    await expect(validate(["NOBODY"])).rejects.toMatchObject({ code: "no-such-ticker" });
    await expect(validate(["nowhere.csv"])).rejects.toMatchObject({ code: expect.stringMatching(/not-found|no-such/) });
    await expect(validate(["KO"], { reading: { calendar: "NYES" } })).rejects.toMatchObject({
      code: "unknown-calendar",
    });
  });
});
