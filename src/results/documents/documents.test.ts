import { describe, expect, it } from "vitest";
import { InternalError, IoError } from "#base/errors";
import { backtestFixture } from "./backtest.fixture.ts";
import { backtestSchema } from "./backtest.ts";
import { documentJson } from "./document-json.ts";
import { errorSchema } from "./error.ts";
import { errorDocument } from "./error-of.ts";
import { METRIC_IDS } from "./metric-ids.ts";

describe("ivy.backtest/1", () => {
  it("takes a whole document, with a pair and without", () => {
    expect(backtestSchema.parse(backtestFixture())).toEqual(backtestFixture());
    const { pairs: _pairs, ...single } = backtestFixture();
    expect(() => backtestSchema.parse(single)).not.toThrow();
  });

  it("wants every metric, null or finite", () => {
    const document = backtestFixture();
    for (const id of METRIC_IDS) {
      const { [id]: _left, ...metrics } = document.metrics;
      expect(backtestSchema.safeParse({ ...document, metrics }).success, id).toBe(false);
    }
    expect(
      backtestSchema.safeParse({ ...document, metrics: { ...document.metrics, sharpe: Number.NaN } }).success,
    ).toBe(false);
  });

  it("refuses a key that it does not know", () => {
    expect(backtestSchema.safeParse({ ...backtestFixture(), when: "now" }).success).toBe(false);
  });
});

describe("ivy.error/1", () => {
  it("is what an error says", () => {
    const error = new IoError({
      code: "disk-full",
      message: "The disk is full.",
      where: { file: "a.csv", line: 3 },
      help: "Free some.",
    });
    expect(errorSchema.parse(errorDocument(error))).toEqual({
      schema: "ivy.error/1",
      code: "disk-full",
      message: "The disk is full.",
      where: { file: "a.csv", line: 3 },
      help: "Free some.",
    });
  });
});

describe("the bytes of a document", () => {
  it("keep full precision and the order of keys, and end with a line feed", () => {
    expect(documentJson({ b: 0.1 + 0.2, a: null })).toBe('{\n  "b": 0.30000000000000004,\n  "a": null\n}\n');
  });

  it("never hide a NaN as null", () => {
    expect(() => documentJson({ metrics: { sharpe: Number.NaN } })).toThrow(InternalError);
  });
});
