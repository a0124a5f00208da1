import { describe, expect, it } from "vitest";
import { tableLines } from "./column-table.ts";

const column = (heading: string, ...cells: string[]) => ({ heading, align: "right" as const, cells });
const names = { heading: "name", align: "left" as const, cells: ["a", "日経"] };

describe("a table", () => {
  it("has text left and numbers right, by the cells that they take", () => {
    expect(tableLines([names, column("return", "+1 %", "-10 %")], 80)).toEqual([
      "  name  return",
      "  a       +1 %",
      "  日経   -10 %",
    ]);
  });

  it("that is too wide goes on below, with its first column again", () => {
    const columns = [names, column("one", "1", "2"), column("two", "3", "4"), column("three", "5", "6")];
    expect(tableLines(columns, 16)).toEqual([
      "  name  one  two",
      "  a       1    3",
      "  日経    2    4",
      "",
      "  name  three",
      "  a         5",
      "  日経      6",
    ]);
  });

  it("shows a column that fits nowhere all the same", () => {
    expect(tableLines([names, column("a very long heading", "1", "2")], 10)[0]).toBe("  name  a very long heading");
  });
});
