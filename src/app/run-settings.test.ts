import { describe, expect, test } from "vitest";
import type { FillSettings } from "#engine/fill-settings";
import type { BacktestRequest } from "./backtest-request.ts";
import { resolveProfile } from "./run-settings.ts";

const request = (fills: FillSettings) =>
  ({ profile: "vectorbt", commission: null, slippage: null, fills, costs: {} }) as unknown as BacktestRequest;

describe("the bounds of a fill", () => {
  test("hold some quantity, or the run is refused: nothing would ever be traded", () => {
    expect(() => resolveProfile(request({ minQuantity: 10, maxQuantity: 5 }))).toThrow(
      "at least 10 units and at most 5",
    );
    expect(resolveProfile(request({ minQuantity: 5, maxQuantity: 5 }))).toMatchObject({ minQuantity: 5 });
    expect(resolveProfile(request({ minQuantity: 10 }))).toMatchObject({ minQuantity: 10, maxQuantity: null });
  });
});
