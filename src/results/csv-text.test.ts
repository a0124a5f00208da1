import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvPieces } from "./csv-text.ts";
import { type Column, type Table, valueAt } from "./table.ts";

const iso = (time: number) => new Date(time).toISOString();

/** The same in one piece and the plainest words: each cell by itself, all lines joined. */
function inOnePiece({ length, columns }: Table): string {
  const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const cell = (column: Column, row: number) => {
    if (column.kind === "text") return quoted(column.textAt(row));
    const value = valueAt(column, row);
    if (column.kind === "time") return iso(value);
    return Number.isFinite(value) ? String(value) : "";
  };
  const rows = Array.from({ length }, (_, row) => columns.map((column) => cell(column, row)).join(","));
  return `${[columns.map(({ name }) => quoted(name)).join(","), ...rows].join("\n")}\n`;
}

const numbers = fc.array(
  fc.oneof(
    fc.double(),
    fc.double({ min: 0.01, max: 1e6 }),
    fc.integer(),
    fc.constantFrom(-0, 0, 1e21, 1e-7, 5e-324, Number.MAX_VALUE, Number.NaN, Number.NEGATIVE_INFINITY),
  ),
  { minLength: 30, maxLength: 30 },
);
const texts = fc.array(fc.oneof(fc.string(), fc.constantFrom("", "a,b", 'said "no"', "two\r\nlines", "日経")), {
  minLength: 30,
  maxLength: 30,
});
const columns = fc.array(
  fc.oneof(
    fc.tuple(fc.string(), numbers).map(([name, values]): Column => {
      return { kind: "number", name, values: Float64Array.from(values) };
    }),
    fc
      .tuple(fc.string(), texts)
      .map(([name, values]): Column => ({ kind: "text", name, textAt: (row) => values[row]! })),
    fc.array(fc.integer({ min: -1e12, max: 4e12 }), { minLength: 30, maxLength: 30 }).map((values): Column => {
      return { kind: "time", name: "time", values: Float64Array.from(values) };
    }),
  ),
  { minLength: 1, maxLength: 6 },
);

describe("a table as CSV", () => {
  it("has the bytes that each cell written by itself gives", () => {
    fc.assert(
      fc.property(columns, fc.integer({ min: 0, max: 30 }), (some, length) => {
        const table = { length, columns: some };
        expect([...csvPieces(table, iso)].join("")).toBe(inOnePiece(table));
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it("comes in pieces that end with a line and are small, and says how far it is", () => {
    const length = 20_000;
    const values = Float64Array.from({ length }, (_, i) => Math.sin(i));
    const table: Table = {
      length,
      columns: [
        { kind: "time", name: "time", values: values.map((_, i) => i * 60_000) },
        { kind: "number", name: "sine", values },
        { kind: "text", name: "even", textAt: (row) => (row % 2 === 0 ? "yes" : "no") },
      ],
    };
    const told: number[] = [];
    const pieces = [...csvPieces(table, iso, (rows) => told.push(rows))];
    expect(pieces.join("")).toBe(inOnePiece(table));
    expect(pieces.length).toBeGreaterThan(5);
    for (const piece of pieces) {
      expect(piece.endsWith("\n")).toBe(true);
      expect(piece.length).toBeLessThan(70_000);
    }
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect([told[0], told.at(-1), told.length]).toEqual([0, length, pieces.length + 1]);
  });

  it("without rows is its names", () => {
    const table: Table = { length: 0, columns: [{ kind: "number", name: 'a,"b"', values: new Float64Array() }] };
    expect([...csvPieces(table, iso)]).toEqual(['"a,""b"""\n']);
  });
});
