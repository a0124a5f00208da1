import { describe, expect, test } from "vitest";
import { UsageError } from "#base/errors";
import { COST_MODELS } from "./cost-table.ts";
import { checkCostKeys, costsOf } from "./parse-costs.ts";
import { costsSection } from "./run-file.ts";

const of = (entries: Readonly<Record<string, string>>) => costsOf(new Map(Object.entries(entries)));

describe("the costs of a run", () => {
  test("are short forms, or models with their keys", () => {
    expect(of({})).toEqual({});
    expect(of({ commission: "ibkr-fixed", slippage: " 5bps ", impact: "almgren" })).toEqual({
      commission: "ibkr-fixed",
      slippage: "5bps",
      impact: "almgren",
    });
    expect(of({ "slippage.model": "square-root", "slippage.bps": "10" })).toEqual({ slippage: "square-root:10bps" });
    expect(of({ slippage: "square-root", "slippage.bps": "0.5" })).toEqual({ slippage: "square-root:0.5bps" });
  });

  test.each([
    [{ model: "bps", bps: "5" }, "5bps"],
    [{ model: "per-share", rate: "0.005" }, "0.005/share"],
    [{ model: "per-share", rate: "0.005", minimum: "1" }, "0.005/share:1"],
    [{ model: "per-share", rate: "0.005", minimum: "1", maximum: "1%" }, "0.005/share:1:1%"],
    [{ model: "per-share", rate: "0.005", maximum: "0.01" }, "0.005/share:0:1%"],
    [{ model: "per-share", rate: "0.005", minimum: "1", per: "order" }, "0.005/share:1/order"],
    [{ model: "per-share", rate: "0.0000001" }, "0.0000001/share"],
    [{ model: "per-order", amount: "1" }, "1/order"],
    [{ model: "per-fill", amount: "1.5" }, "1.5/fill"],
    [{ model: "tiered", "tiers.300000": "0.002", "tiers.0": "0.0035" }, "tiered:0=0.0035/share,300000=0.002/share"],
    [{ model: "tiered", "tiers.0": "10bps", minimum: "1", maximum: "0.01" }, "tiered:0=10bps:1/order:1%"],
    [{ model: "us-fees" }, "us-fees"],
  ])("a commission of %o is %s", (keys, form) => {
    const entries = Object.entries(keys).map(([key, value]) => [`commission.${key}`, value] as const);
    expect(costsOf(new Map(entries))).toEqual({ commission: form });
  });

  test.each([
    ["slippage", { model: "ticks", ticks: "2", size: "0.05" }, "2ticks:0.05"],
    ["slippage", { model: "half-spread", spread: "0.02" }, "half-spread:0.02"],
    ["slippage", { model: "half-spread", bps: "10" }, "half-spread:10bps"],
    ["slippage", { model: "volume-share", k: "0.1" }, "volume-share:0.1"],
    ["slippage", { model: "linear", bps: "10" }, "linear:10bps"],
    ["impact", { model: "square-root" }, "square-root:1"],
    ["impact", { model: "square-root", coefficient: "0.8", bars: "60" }, "square-root:0.8:60bars"],
    ["impact", { model: "almgren", bars: "5" }, "almgren:5bars"],
  ])("%s of %o is %s", (kind, keys, form) => {
    const entries = Object.entries(keys).map(([key, value]) => [`${kind}.${key}`, value!] as const);
    expect(costsOf(new Map(entries))).toEqual({ [kind]: form });
  });

  test("of borrowing are one rate, or rates of symbols", () => {
    expect(of({ borrow: "1%", interest: "0.06" })).toEqual({ borrow: 0.01, interest: 0.06 });
    expect(of({ "borrow.default": "0.005", "borrow.GME": "25%", "borrow.BRK.B": "0.0000001" })).toEqual({
      borrow: 0.005,
      borrowRates: "GME=0.25,BRK.B=0.0000001",
    });
    expect(of({ "borrow.file": "rates.csv" })).toEqual({ borrowFile: "rates.csv" });
  });

  test.each<[Record<string, string>, string, string]>([
    [{ comission: "5bps" }, "unknown-setting", "Did you mean: --costs commission=5bps"],
    [{ fees: "5bps" }, "unknown-setting", "The keys are commission, slippage, impact, borrow, interest."],
    [{ commission: "ibkr-fixd" }, "commission", "Did you mean: --costs commission=ibkr-fixed"],
    [
      { "slippage.model": "squareroot", "slippage.bps": "1" },
      "bad-setting",
      "Did you mean: --costs slippage.model=square-root",
    ],
    [{ "slippage.k": "0.1" }, "bad-setting", "Did you mean: --costs slippage.model=volume-share"],
    [{ "slippage.model": "volume-share", "slippage.kk": "0.1" }, "unknown-setting", "Did you mean: --costs slippage.k"],
    [{ "slippage.model": "none", "slippage.bps": "1" }, "unknown-setting", "none takes no keys."],
    [{ "slippage.model": "square-root" }, "bad-setting", "Say it too: --costs slippage.bps=10"],
    [{ "slippage.model": "half-spread" }, "bad-setting", "Say it too: --costs slippage.bps=10"],
    [{ "commission.model": "per-share", "commission.rate": "x" }, "bad-setting", "It must be a number, 0 or more."],
    [{ "commission.model": "tiered", "commission.tiers.5": "0.1" }, "commission", "Write none"],
    [{ borrow: "-1" }, "bad-setting", "It must be a number from 0 to 10."],
    [{ "borrow.GME": "a lot" }, "bad-setting", "Did you mean: --costs borrow.GME=0.02"],
    [{ interest: "60%%" }, "bad-setting", "It must be a number from 0 to 10."],
  ])("cannot be %o", (entries, code, help) => {
    expect(() => of(entries)).toThrow(UsageError);
    expect(() => of(entries)).toThrow(expect.objectContaining({ code, help: expect.stringContaining(help) }));
  });

  test("can be checked key by key, whatever the others say", () => {
    const check = (entries: Readonly<Record<string, string>>) => () => checkCostKeys(new Map(Object.entries(entries)));
    for (const good of [
      { commission: "ibkr-fixed" },
      { slippage: "square-root" },
      { "slippage.bps": "10" },
      { "slippage.model": "volume-share" },
      { "commission.tiers.300000": "0.002" },
      { "commission.per": "order" },
      { "borrow.GME": "25%" },
      { "borrow.file": "rates.csv" },
      { interest: "6%" },
    ]) {
      expect(check(good)).not.toThrow();
    }
    const bad: [Record<string, string>, string][] = [
      [{ slippage: "squareroot" }, "Did you mean: --costs slippage=square-root:10bps"],
      [{ "slippage.bsp": "10" }, "Did you mean: --costs slippage.bps"],
      [{ "slippage.bps": "ten" }, "It must be a number from 0 to 9999."],
      [{ "slippage.model": "cubic" }, "The models are none, bps, ticks"],
      [{ "commission.per": "trade" }, "It must be fill or order."],
      [{ "borrow.GME": "x" }, "Did you mean: --costs borrow.GME=0.02"],
      [{ interst: "1" }, "Did you mean: --costs interest=1"],
    ];
    for (const [entries, help] of bad) {
      expect(check(entries)).toThrow(expect.objectContaining({ help: expect.stringContaining(help) }));
    }
  });

  test("of every model are read by the engine, whatever keys it must have", () => {
    for (const [kind, models] of Object.entries(COST_MODELS)) {
      for (const [model, { keys, required }] of Object.entries(models)) {
        const needed = model === "half-spread" ? ["bps"] : required;
        const values = needed.map((key) => [`${kind}.${key}`, String(keys[key]!.example)] as const);
        expect(Object.keys(costsOf(new Map([[`${kind}.model`, model], ...values])))).toEqual([kind]);
      }
    }
  });
});

test("the section of a run file takes short forms, maps, and nothing that is neither", () => {
  const good = {
    commission: { model: "tiered", tiers: { 0: 0.0035, 300000: 0.002 } },
    slippage: { model: "square-root", bps: 10 },
    borrow: { default: 0.005, GME: "25%" },
    interest: 0.06,
  };
  expect(costsSection.safeParse(good).success).toBe(true);
  expect(costsSection.safeParse({ commission: "ibkr-fixed", borrow: 0.01 }).success).toBe(true);
  for (const bad of [{ fee: 1 }, { commission: 5 }, { slippage: { model: "cubic" } }, { slippage: { bsp: 1 } }]) {
    expect(costsSection.safeParse(bad).success).toBe(false);
  }
});
