import { describe, expect, test } from "vitest";
import { type CsvDialect, PLAIN } from "./dialect.ts";
import { parseColumns, parseTickerNames } from "./parse-columns.ts";
import type { RowPlan } from "./parse-plan.ts";
import { bytesFrom } from "./parse-source.ts";

const plan: RowPlan = { cells: 3, time: [0], timeForm: { kind: "iso" }, values: [1, 2], symbol: -1, wanted: null };
const parse = (text: string, change: Partial<RowPlan> = {}, dialect: Partial<CsvDialect> = {}, piece?: number) =>
  parseColumns(
    bytesFrom(new TextEncoder().encode(text), 0, 2),
    { ...plan, ...change },
    { ...PLAIN, ...dialect },
    piece,
  );
const valuesOf = (text: string, change?: Partial<RowPlan>, dialect?: Partial<CsvDialect>) => {
  const { values, fault } = parse(text, change, dialect);
  expect(fault).toBeNull();
  return values.map((column) => [...column]);
};
const DAY = Date.UTC(2013, 0, 2);

describe("cells", () => {
  test("are read by the plan, in its order, and the others are passed over", () => {
    const text = 'x,2013-01-02,7,"two\nlines",1.5\n"",2013-01-03,,,2.5\n';
    const { time, values } = parse(text, { cells: 5, time: [1], values: [4, 2] });
    expect([...time]).toEqual([DAY, DAY + 86_400_000]);
    expect(values.map((column) => [...column])).toEqual([
      [1.5, 2.5],
      [7, Number.NaN],
    ]);
  });

  test("may have a decimal comma between semicolons, and between commas in quotes", () => {
    expect(valuesOf("2013-01-02;1,5;1.234,5", {}, { delimiter: ";", decimal: ",", thousands: "." })).toEqual([
      [1.5],
      [1234.5],
    ]);
    expect(valuesOf('2013-01-02,"1,5","2,25"', {}, { decimal: "," })).toEqual([[1.5], [2.25]]);
    expect(valuesOf("2013-01-02,1,5", {}, { decimal: "," })).toEqual([[1], [5]]);
  });

  test("may stand apart by several spaces", () => {
    const dialect = { delimiter: " " } as const;
    expect(valuesOf("  2013-01-02   1.5 2  \n2013-01-03 3 4\n", {}, dialect)).toEqual([
      [1.5, 3],
      [2, 4],
    ]);
    expect(parse("2013-01-02 1.5 \n", {}, dialect).fault).toMatchObject({ code: "too-few-cells", cell: 2 });
  });

  test("hold the date and the time of day apart", () => {
    const { time } = parse("20130102,93000,5\n20130102,15:30,6\n20130103,0,7\n", { time: [0, 1], values: [2] });
    expect([...time]).toEqual([DAY + 34_200_000, DAY + 55_800_000, DAY + 86_400_000]);
    expect(parse("2013-01-02 10:00,09:30,5\n", { time: [0, 1], values: [2] }).fault).toMatchObject({
      code: "bad-time",
    });
  });

  test("are numbers written short where the plan says so, and only there", () => {
    expect(valuesOf("2013-01-02,$12.50,1.2M\n", { short: [1, 2] })).toEqual([[12.5], [1_200_000]]);
    expect(parse("2013-01-02,12.50,1.2M\n").fault).toMatchObject({ code: "bad-number", cell: 2, received: "1.2M" });
  });

  test("say how many times carry their zone", () => {
    const times = [
      "2013-01-02T10:00:00Z",
      '"2013-01-02T11:00:00Z" ',
      "2013-01-02T10:00:00+01:00",
      "2013-01-02T10:00:00",
    ];
    const { time, zoned } = parse(times.map((text) => `${text},1,1\n`).join(""));
    expect(zoned).toBe(3);
    expect([...time].map((ms) => (ms - DAY) / 3_600_000)).toEqual([10, 11, 9, 10]);
  });
});

describe("tickers", () => {
  const text = "2013-01-02,KO,1\n2013-01-02,PEP,2\n2013-01-03,KO,3\n2013-01-03,PEP,4\n";
  const long = { cells: 3, values: [2], symbol: 1 };

  test("are numbered as they come", () => {
    const { symbols, symbolOf, values } = parse(text, long);
    expect(symbols).toEqual(["KO", "PEP"]);
    expect([...symbolOf!]).toEqual([0, 1, 0, 1]);
    expect([...values[0]!]).toEqual([1, 2, 3, 4]);
  });

  test("that are not wanted are passed over, whatever their rows hold", () => {
    const { symbols, values, lineOf, fault } = parse(`${text}2013-13-99,KO,oops,more\n2013-01-04,PEP,5\n`, {
      ...long,
      wanted: ["PEP"],
    });
    expect(fault).toBeNull();
    expect(symbols).toEqual(["PEP"]);
    expect([...values[0]!]).toEqual([2, 4, 5]);
    expect([0, 1, 2].map(lineOf)).toEqual([3, 5, 7]);
  });

  test("are listed without reading a row", () => {
    const bytes = new TextEncoder().encode(`${text}\n"x",'A',bad\n2013-01-04,"KO",oops\n,,1\n2013-01-04\n,Ö,\n`);
    expect(parseTickerNames(bytesFrom(bytes, 0, 1), long, PLAIN)).toEqual(["KO", "PEP", "'A'", "Ö"]);
  });

  test("by the thousand stay apart", () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `2013-01-02,T${i % 2500},${i}`);
    const { symbols, symbolOf } = parse(rows.join("\n"), long);
    expect(symbols).toHaveLength(2500);
    expect(symbolOf!.every((id, row) => id === row % 2500)).toBe(true);
  });
});

describe("lines", () => {
  test("are those of the file, beyond blank ones, comments, quoted breaks and any line end", () => {
    const text = '2013-01-02,1,x\r\n\r\n# note\r\n"2013-01-03",1,"\n1"\r2013-01-04,1,\n , ,\n2013-01-05,1,';
    const { lineOf, fault, time } = parse(text, { values: [1] }, { comments: true });
    expect(fault).toBeNull();
    expect([...time.keys()].map(lineOf)).toEqual([2, 5, 7, 9]);
  });
});

describe("a row that cannot be read", () => {
  test.each([
    ["2013-01-02,1", "too-few-cells", 2, "2 cells"],
    ["2013-02-30,1", "too-few-cells", 2, "2 cells"],
    ["2013-01-02,1,2,3", "too-many-cells", 4, "4 cells"],
    ["2013-02-30,1,2", "bad-time", 0, "2013-02-30"],
    [",1,2", "bad-time", 0, ""],
    ["2013-01-02,1,x", "bad-number", 2, "x"],
    ["2013-01-02,1\u0000,2", "bad-number", 1, "1\u0000"],
    ['2013-01-02,"1,2', "broken-quotes", 1, '"1,2'],
    ['2013-01-02,1"2,3', "broken-quotes", 1, '1"2'],
  ])("%j stops the reading: %s", (row, code, cell, received) => {
    const { fault, time } = parse(`2013-01-01,1,2\n\n${row}\n`);
    expect(fault).toEqual({ code, row: 1, line: 4, excerpt: row, cell, received });
    expect(time).toHaveLength(1);
  });

  test("has no ticker", () => {
    expect(parse("2013-01-02,,1", { values: [2], symbol: 1 }).fault).toMatchObject({ code: "no-ticker", cell: 1 });
  });
});

describe("pieces", () => {
  const rows = Array.from({ length: 300 }, (_, i) => `2013-01-02,"${i}",${i}.25\r\n`).join("");

  test.each([1, 7, 32, 33, 1000])("of %d bytes give the rows of the whole", (piece) => {
    const { values, fault } = parse(rows, {}, {}, piece);
    expect(fault).toBeNull();
    expect(values[1]).toEqual(Float64Array.from({ length: 300 }, (_, i) => i + 0.25));
  });

  test("may be short ones, of a source that does not know its size", () => {
    const bytes = new TextEncoder().encode(rows);
    let at = 0;
    const next = (into: Uint8Array) => {
      const piece = bytes.subarray(at, at + Math.min(into.length, 5));
      into.set(piece);
      at += piece.length;
      return piece.length;
    };
    expect(parseColumns({ next, size: 0, line: 1 }, plan, PLAIN).time).toHaveLength(300);
  });

  test("of nothing give no rows", () => {
    expect(parse("")).toMatchObject({ time: new Float64Array(0), fault: null });
  });

  test("do not grow for ever where a quote is not closed", () => {
    const noise = new TextEncoder().encode("2013-01-02,1,1\n".repeat(64));
    let calls = 0;
    const next = (into: Uint8Array) => {
      const text = calls++ === 0 ? new TextEncoder().encode('2013-01-01,1,"') : noise;
      into.set(text.subarray(0, into.length));
      return Math.min(text.length, into.length);
    };
    expect(parseColumns({ next, size: 0, line: 1 }, plan, PLAIN).fault).toMatchObject({
      code: "broken-quotes",
      line: 1,
    });
    expect(calls * noise.length).toBeLessThan(128 * 1024 * 1024);
  });
});

test("a quote within the quotes of a ticker is one, in the list of tickers and in the columns", () => {
  const bytes = new TextEncoder().encode('2013-01-02,"K""O",36\n2013-01-03,"K""O",37\n');
  const plan = { cells: 3, symbol: 1, time: [0], timeForm: { kind: "iso" }, values: [2] } as const;
  expect(parseTickerNames(bytesFrom(bytes, 0, 1), plan, PLAIN)).toEqual(['K"O']);
  expect(parseColumns(bytesFrom(bytes, 0, 1), { ...plan, wanted: ['K"O'] }, PLAIN)).toMatchObject({
    symbols: ['K"O'],
    fault: null,
  });
});
