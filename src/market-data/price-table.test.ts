import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatTime } from "#time/format-time";
import { contentOf } from "./csv/csv-content.ts";
import { openCsvTable } from "./csv/csv-table.ts";
import { openTable } from "./price-table.ts";
import type { Reading } from "./reading.ts";
import type { LoadOptions } from "./source.ts";

const encode = (text: string) => new TextEncoder().encode(text);

function tableOf(content: string, reading: Reading = {}) {
  const table = openCsvTable(contentOf(encode(content)), "X.csv", reading);
  return openTable(table, { ticker: "X", source: "X.csv", reading });
}

async function read(content: string, options: LoadOptions = {}) {
  const table = tableOf(content, options.reading);
  return table.load(await table.symbols(), options);
}

const seriesOf = async (content: string, options?: LoadOptions) =>
  (await read(content, options)).map((one) => one.series);
const columnsOf = async (content: string, reading: Reading = {}) => {
  const [{ time, open, high, low, close, volume }] = (await seriesOf(content, { reading })) as [
    Awaited<ReturnType<typeof seriesOf>>[0] & object,
  ];
  return { time, open, high, low, close, volume };
};

interface Bar {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}
const price = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
const barsArbitrary = fc
  .array(fc.tuple(price, price, price, price, fc.double({ min: 0, max: 1e12, noNaN: true })), {
    minLength: 1,
    maxLength: 30,
  })
  // A volume that is 0 throughout is taken for not known.
  .filter((rows) => rows.some(([, , , , volume]) => volume > 0))
  .chain((rows) =>
    // Steps of less than 20 hours: daily bars would be put on their dates.
    fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: rows.length, maxLength: rows.length }).map((steps) => {
      let minutes = 0;
      return rows.map(([a, b, c, d, volume], i): Bar => {
        minutes += steps[i]!;
        const [low, open, close, high] = [a, b, c, d].sort((x, y) => x - y) as [number, number, number, number];
        return { time: Date.UTC(2000, 0, 1) + minutes * 60_000, open, high, low, close, volume };
      });
    }),
  );
const FIELDS = ["time", "open", "high", "low", "close", "volume"] as const;
const cellOf = (bar: Bar, field: (typeof FIELDS)[number]) =>
  field === "time" ? formatTime(bar.time, "1m") : String(bar[field]);

describe("what is written is read again, bit for bit", () => {
  const styles = fc.record({
    order: fc.shuffledSubarray([...FIELDS], { minLength: FIELDS.length }),
    extra: fc.boolean(),
    lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
    newestFirst: fc.boolean(),
    comma: fc.boolean(),
    comments: fc.boolean(),
    atEnd: fc.constantFrom("", "\n", "\n\n", "\n  \n"),
    mark: fc.constantFrom("", "\ufeff"),
    separator: fc.constantFrom(",", ";", "\t", "|"),
    quotes: fc.boolean(),
    upper: fc.boolean(),
  });

  test("in any order of columns and rows, with any line end, mark, separator, quotes and case of names", async () => {
    await fc.assert(
      fc.asyncProperty(barsArbitrary, styles, async (bars, style) => {
        const cell = (text: string) => (style.quotes ? `"${text}"` : text);
        const names = style.order.map((name) => cell(style.upper ? name.toUpperCase() : name));
        const mark = style.comma && (style.quotes || style.separator !== ",") ? "," : ".";
        const written = style.newestFirst ? [...bars].reverse() : bars;
        const textOf = (bar: Bar, field: (typeof FIELDS)[number]) =>
          field === "time" ? cellOf(bar, field) : cellOf(bar, field).replace(".", mark);
        const rows = written.map((bar) => style.order.map((field) => cell(textOf(bar, field))));
        const tail = style.extra ? [cell("note")] : [];
        const lines = [[...names, ...tail], ...rows.map((row) => [...row, ...(style.extra ? ["anything"] : [])])];
        const above = style.comments ? `# made for a test${style.lineEnd}` : "";
        const content =
          style.mark + above + lines.map((line) => line.join(style.separator)).join(style.lineEnd) + style.atEnd;
        const columns = await columnsOf(content, { decimal: mark });
        for (const field of FIELDS) {
          expect([...columns[field]!]).toEqual(bars.map((bar) => bar[field]));
        }
      }),
      { numRuns: 300 },
    );
  });
});

test("UTF-16 is refused with a clear word, with or without its mark, in either order of bytes", () => {
  const content = "Date,Close\n2020-01-02,10\n";
  for (const mark of ["", "\ufeff"]) {
    const bytes = new Uint8Array(Buffer.from(mark + content, "utf16le"));
    for (const one of [bytes, bytes.map((_, i) => bytes[i ^ 1]!)]) {
      expect(() => openCsvTable(contentOf(one), "X.csv", {})).toThrow(/UTF-16/);
    }
  }
});

describe("a file of bars", () => {
  const plain = "Date,Open,High,Low,Close,Volume\n2020-01-02,10,11,9,10.5,100\n2020-01-03,10.5,12,10,11,\n";

  test("says what it is", async () => {
    const [series] = await seriesOf(plain);
    expect(series).toMatchObject({
      symbol: "X",
      timeframe: "1d",
      source: "X.csv",
      adjusted: false,
      closeOnly: false,
      synthetic: false,
    });
    expect([...series!.time]).toEqual([Date.UTC(2020, 0, 2), Date.UTC(2020, 0, 3)]);
    expect([...series!.volume!]).toEqual([100, Number.NaN]);
  });

  test("is marked as adjusted when asked to be", async () => {
    expect((await seriesOf(plain, { adjusted: true }))[0]!.adjusted).toBe(true);
  });

  test("has null for volume when it is 0 on every bar, as for currencies, and says so", async () => {
    const head = "Date,Open,High,Low,Close,Volume\n2020-01-02,10,11,9,10.5,0\n";
    const [idle] = await read(`${head}2020-01-03,10,11,9,10.5,0`);
    expect(idle!.series.volume).toBeNull();
    expect(idle!.notes).toContain("volume is 0 on every bar, taken for not known");
    const [traded] = await read(`${head}2020-01-03,10,11,9,10.5,1`);
    expect([...traded!.series.volume!]).toEqual([0, 1]);
    expect(traded!.notes).toEqual([]);
  });

  test("has null for volume when it has no such column", async () => {
    expect((await seriesOf("Date,Open,High,Low,Close\n2020-01-02,10,11,9,10.5"))[0]!.volume).toBeNull();
  });

  test("may have a comma at the end of each row, and blank lines", async () => {
    const [series] = await seriesOf(
      "\n\nDate,Open,High,Low,Close\n2020-01-02,10,11,9,10.5,\n\n2020-01-03,10,11,9,10.5, \n",
    );
    expect(series!.time).toHaveLength(2);
  });

  test("may hold thousands separators in quotes and decimal commas between semicolons", async () => {
    const quoted = 'Date,Open,High,Low,Close,Volume\n2020-01-02,"1,000.5","1,100.0",999.5,"1,050.25","12,345,678"\n';
    expect(await columnsOf(quoted)).toMatchObject({
      open: Float64Array.of(1000.5),
      volume: Float64Array.of(12_345_678),
    });
    const semicolons = "Date;Open;High;Low;Close\n2020-01-02;1.000,5;1.100,25;999,5;1050,125\n";
    expect(await columnsOf(semicolons)).toMatchObject({
      open: Float64Array.of(1000.5),
      close: Float64Array.of(1050.125),
    });
  });

  test("with an adjusted close is carried over to it", async () => {
    const content = "Date,Open,High,Low,Close,Adj Close\n2020-01-02,40,42,39,40,20\n2020-01-03,38,38,34,36,36\n";
    const [adjusted] = await seriesOf(content);
    expect(adjusted!.adjusted).toBe(true);
    expect([...adjusted!.low]).toEqual([19.5, 34]);
    const [raw] = await seriesOf(content, { adjusted: false });
    expect(raw!.adjusted).toBe(false);
    expect([...raw!.close]).toEqual([40, 36]);
  });

  test("warns of opens and closes outside of low and high, and loads", async () => {
    const content = "Date,Open,High,Low,Close\n2020-01-02,10,11,9,10\n2020-01-03,12,11,9,10\n2020-01-06,10,11,9,8\n";
    const [{ series, warnings }] = (await read(content)) as [Awaited<ReturnType<typeof read>>[0] & object];
    expect(series.time).toHaveLength(3);
    expect(warnings).toEqual([
      expect.objectContaining({
        id: "price-outside-range",
        symbol: "X",
        occurrences: [
          expect.objectContaining({
            bars: 1,
            where: expect.objectContaining({
              file: "X.csv",
              line: 3,
              time: "2020-01-03",
              received: "open 12, close 10",
            }),
          }),
          expect.objectContaining({ from: Date.UTC(2020, 0, 6) }),
        ],
      }),
    ]);
  });
});

test("what a file says of splits, dividends and a delisting stands beside its bars", async () => {
  const content =
    "Date,Close,Split,Dividend,Delisted\n2024-01-02,10,,,0\n2024-01-03,5,2,0,0\n2024-01-04,5.1,0,0.25,0\n2024-01-05,5.2,1,0,1\n";
  const [series] = await seriesOf(content);
  expect([...series!.actions!.split!]).toEqual([1, 2, 1, 1]);
  expect([...series!.actions!.dividend!]).toEqual([0, 0, 0.25, 0]);
  expect(series!.actions!.delisted).toBe(Date.UTC(2024, 0, 5));
  expect((await seriesOf("Date,Close\n2024-01-02,10\n"))[0]!.actions).toBeUndefined();
});

describe("a file of closes", () => {
  test("has open = high = low = close and is close-only", async () => {
    const [series] = await seriesOf("date,close\n2020-01-02,10\n2020-01-03,11\n");
    expect(series).toMatchObject({ closeOnly: true, volume: null });
    expect(series!.open).toBe(series!.close);
  });

  test("with one column per ticker has no bar where a cell is empty: before, after and between", async () => {
    const content = "Date,EARLY,LATE,GAPS\n2020-01-02,5,,7\n2020-01-03,5.5,NaN,\n2020-01-06,,100,8\n";
    const [early, late, gaps] = await seriesOf(content);
    expect([...early!.close]).toEqual([5, 5.5]);
    expect([...late!.time]).toEqual([Date.UTC(2020, 0, 6)]);
    expect([...gaps!.close]).toEqual([7, 8]);
    expect(gaps).toMatchObject({ symbol: "GAPS", closeOnly: true, volume: null, adjusted: false, timeframe: "1d" });
  });

  test("does not read the columns that nobody asked for", async () => {
    const [loaded] = await tableOf("Date,GOOD,BAD\n2020-01-02,5,oops\n").load(["GOOD"], {});
    expect([...loaded!.series.close]).toEqual([5]);
  });
});

test("calls a row of one ticker out of order, not doubled, where the row above it is another ticker's of the same time", async () => {
  const rows = ["02,A,1", "02,B,", "04,A,2", "04,B,2", "03,A,3", "03,B,3"].map((row) => `2013-01-${row}`);
  const loading = tableOf(`date,symbol,close\n${rows.join("\n")}\n`).load(["B"], {});
  await expect(loading).rejects.toMatchObject({ code: "times-not-increasing", where: { line: 7 } });
});
