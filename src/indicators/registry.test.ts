import { describe, expect, it } from "vitest";
import { INDICATORS } from "./registry.ts";

describe("the registry of indicators", () => {
  it("has each name once, with a summary", () => {
    const names = INDICATORS.map((entry) => entry.name);
    expect(new Set(names).size).toBe(names.length);
    for (const { summary } of INDICATORS) expect(summary).toMatch(/^[A-Z0-9].+[^.]$/);
  });

  it("has valid defaults and a warm-up that is a number of bars", () => {
    for (const { parameters, warmup } of INDICATORS) {
      for (const parameter of parameters) expect(parameter.default).toBeGreaterThanOrEqual(parameter.min);
      const bars = warmup(parameters.map((parameter) => parameter.default));
      expect(Number.isInteger(bars) && bars >= 0).toBe(true);
    }
  });
});
