import { describe, expect, test } from "vitest";
import { fillFixture } from "./fill-context.fixture.ts";
import { SlippageWithImpact } from "./impact/with-impact.ts";
import { parseImpact } from "./impact.ts";
import { parseSlippage } from "./slippage.ts";
import type { SlippageModel } from "./slippage-model.ts";

const FORMS = [
  "none",
  "5bps",
  "2ticks",
  "1tick:0.05",
  "half-spread:10bps",
  "half-spread:0.02",
  "bare-spread:0.02",
  "volume-share:0.1",
  "square-root:10bps",
  "linear:10bps",
];
const IMPACTS = ["none", "square-root", "square-root:0.8:60bars", "almgren", "almgren:5bars"];
const CASES = FORMS.flatMap((form) => IMPACTS.map((impact) => [form, impact] as const));
const SHARES = [1e-9, 0.001, 0.02, 0.1, 0.5, 1];

function modelOf(form: string, impact: string): SlippageModel {
  const slippage = parseSlippage(form);
  const move = parseImpact(impact);
  return move === null ? slippage : new SlippageWithImpact(slippage, move);
}

function slippedBy(model: SlippageModel, side: number, quantity: number, price: number): number {
  return model.slippedOn?.(fillFixture({ side, quantity, price })) ?? model.slipped(price, side);
}

describe.each(CASES)("slippage %s with impact %s", (form, impact) => {
  const model = modelOf(form, impact);
  const isFree = form === "none" && impact === "none";

  test("bears its name, and says what it needs", () => {
    expect(model.name).toBe(form);
    const goesByVolume = impact !== "none" || /^(volume|square|linear)/.test(form);
    expect(model.slippedOn !== undefined).toBe(goesByVolume);
    expect(model.needs?.volume ?? false).toBe(goesByVolume);
    expect(model.needs?.barsBefore !== undefined).toBe(impact !== "none");
  });

  test("never helps, costs purchases what it costs sales, and never falls with the size", () => {
    for (const price of [1, 50, 4_321.5]) {
      let last = 0;
      for (const share of SHARES) {
        const cost = slippedBy(model, 1, share * 10_000, price) - price;
        expect(Number.isFinite(cost)).toBe(true);
        if (isFree) expect(cost).toBe(0);
        expect(cost).toBeGreaterThanOrEqual(last);
        last = cost;
        // A price and its slippage are added once each way: they differ by the rounding of the price.
        expect(price - slippedBy(model, -1, share * 10_000, price)).toBeCloseTo(cost, 9);
      }
    }
  });

  test("tends to what is said of the smallest fill", () => {
    for (const side of [1, -1]) {
      // A billionth of the volume: a square root of it is 3e-5, of at most 2 % volatility.
      expect(slippedBy(model, side, 1e-5, 50)).toBeCloseTo(model.slipped(50, side), 4);
    }
  });
});
