import { describe, expect, test } from "vitest";
import type { DataError } from "#base/errors";
import type { RawTable } from "../raw-table.ts";
import type { Reading } from "../reading.ts";
import { planTime } from "./time-plan.ts";

const LAYOUT = { time: [0], symbol: -1, assets: [] } as unknown as Parameters<typeof planTime>[1];

/** A table whose first rows are a few of all. */
function plan(head: readonly string[], rest: readonly string[] = [], reading: Reading = {}) {
  const all = [...head, ...rest];
  const table = {
    file: "X.csv",
    sample: head.map((text) => [text]),
    sampleLines: head.map((_, k) => k + 2),
    texts: () => all,
  } as unknown as RawTable;
  return planTime(table, LAYOUT, reading);
}

function refusal(...args: Parameters<typeof plan>): DataError {
  try {
    plan(...args);
  } catch (error) {
    return error as DataError;
  }
  throw new Error("it was read");
}

describe("the form of times", () => {
  test.each([
    [["2024-01-02"], { kind: "iso" }],
    [["20240102 153000"], { kind: "iso" }],
    [["202401021530"], { kind: "iso" }],
    [["20240102153000"], { kind: "iso" }],
    [["725898600000"], { kind: "epoch", unit: "ms" }],
    [["1/13/2024", "1/2/2024"], { kind: "parts", order: "mdy" }],
    [["13.1.2024"], { kind: "parts", order: "dmy" }],
    [["Jan 2, 2024"], { kind: "parts", order: "mdy" }],
    [["2-Jan-2024"], { kind: "parts", order: "dmy" }],
    [["1704205800"], { kind: "epoch", unit: "s" }],
    [["1704205800000"], { kind: "epoch", unit: "ms" }],
    [["1735689600000000"], { kind: "epoch", unit: "us" }],
    [["1704205800000000000"], { kind: "epoch", unit: "ns" }],
    [["20240102 09:30:00 US/Eastern"], { kind: "iso", zoneName: "US/Eastern" }],
  ])("of %j is %j", (texts, form) => expect(plan(texts).form).toEqual(form));

  test("is decided by a row far below the first ones", () => {
    expect(plan(["1/2/2024", "1/3/2024"], ["1/4/2024", "1/15/2024"]).form).toEqual({ kind: "parts", order: "mdy" });
    expect(plan(["1/2/2024", "2/2/2024"], ["3/2/2024", "15/2/2024"]).form).toEqual({ kind: "parts", order: "dmy" });
  });

  test("is decided by the order of the rows, where by the other they would jump to and fro", () => {
    // As months: 1 November, 12 November, 1 December; as days: 11 January, 11 December, 12 January.
    expect(plan(["11/1/2024", "11/12/2024", "12/1/2024"]).form).toEqual({ kind: "parts", order: "mdy" });
  });

  test("with points has the day first, which is said", () => {
    expect(plan(["02.01.2020", "03.01.2020"])).toEqual({
      form: { kind: "parts", order: "dmy" },
      notes: ["dates read as day/month/year"],
    });
  });

  test("that nothing decides is refused with both readings, the cell and its line", () => {
    const error = refusal(["1/1/2024", "3/4/2024", "4/5/2024"]);
    expect(error.code).toBe("ambiguous-time");
    expect(error.where).toEqual({ file: "X.csv", line: 3, received: "3/4/2024" });
    expect(error.help).toContain("2024-03-04: --read dates=mdy   (run file: data: { path: X.csv, dates: mdy })");
    expect(error.help).toContain("2024-04-03: --read dates=dmy");
  });

  test("may be said", () => {
    expect(plan(["3/4/2024"], [], { dates: "dmy" }).form).toEqual({ kind: "parts", order: "dmy" });
    expect(plan(["10413792000"], [], { epoch: "s" }).form).toEqual({ kind: "epoch", unit: "s" });
  });

  test("of a count that is none is left to the parser to refuse", () => {
    expect(plan(["45293"]).form).toEqual({ kind: "iso" });
    expect(plan(["202401"]).form).toEqual({ kind: "iso" });
    expect(refusal(["10413792000"]).code).toBe("ambiguous-time");
  });

  test("is told in a word where a person may doubt it", () => {
    expect(plan(["1/13/2024"]).notes).toEqual(["dates read as month/day/year"]);
    expect(plan(["2-Jan-2024"]).notes).toEqual([]);
  });
});
