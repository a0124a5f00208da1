import { describe, expect, it } from "vitest";
import { runId } from "./run-id.ts";

const hash = "a3f9c2d4e5".padEnd(64, "0");

describe("a run's id", () => {
  it("reads as strategy, tickers and the first six digits of the hash", () => {
    expect(runId("pairs", ["KO", "PEP"], hash)).toBe("pairs-KO-PEP-a3f9c2");
  });

  it("names a file's strategy without its ending, and the first tickers of many", () => {
    expect(runId("mine.ts", ["A", "B", "C", "D", "E", "F"], hash)).toBe("mine-A-B-C-D-2-more-a3f9c2");
  });

  it("holds nothing that a file system or shell would read otherwise", () => {
    expect(runId("../../x y", ["^GSPC", "BTC/USD", "BRK.B"], hash)).toBe("x-y-GSPC-BTC-USD-BRK.B-a3f9c2");
  });
});
