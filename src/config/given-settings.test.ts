import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GivenSettings, mergeSettings, SETTING_KEYS, type SettingKey } from "./given-settings.ts";
import type { Given } from "./origin.ts";

const said = (value: string, by = "--x"): Given => ({ value, origin: { kind: "flag", flag: by } });
const layer = (settings: Partial<Record<SettingKey, string>>, params: Record<string, string> = {}): GivenSettings => ({
  settings: new Map(Object.entries(settings).map(([key, value]) => [key as SettingKey, said(value)])),
  params: new Map(Object.entries(params).map(([key, value]) => [key, said(value)])),
  reading: new Map(),
  trading: new Map(),
});
const values = (map: ReadonlyMap<string, Given>) =>
  Object.fromEntries([...map].map(([key, { value }]) => [key, value]));

const anySettings = fc.dictionary(fc.constantFrom(...SETTING_KEYS), fc.string(), { maxKeys: 6 });
const anyParams = fc.dictionary(fc.constantFrom("fast", "slow", "a.fast", "b.fast", "a.slow"), fc.string());
const anyLayer = fc.tuple(anySettings, anyParams).map(([settings, params]) => layer(settings, params));

describe("mergeSettings", () => {
  it("takes each setting from the last layer that has it", () => {
    fc.assert(
      fc.property(fc.array(anyLayer, { maxLength: 5 }), (layers) => {
        const merged = mergeSettings(layers);
        for (const key of SETTING_KEYS) {
          if (key === "data" || key === "sql") continue;
          const last = layers.findLast(({ settings }) => settings.has(key));
          expect(merged.settings.get(key)).toBe(last?.settings.get(key));
        }
      }),
    );
  });

  it("takes the place of the prices from the last layer that says one, be it a path or a query", () => {
    const query = layer({ sql: "SELECT 1" });
    const path = layer({ data: "prices" });
    expect(values(mergeSettings([query, path]).settings)).toEqual({ data: "prices" });
    expect(values(mergeSettings([path, query]).settings)).toEqual({ sql: "SELECT 1" });
  });

  it("takes how files are read key by key", () => {
    const reads = (pairs: Record<string, string>) => ({
      ...layer({}),
      reading: new Map(Object.entries(pairs).map(([key, value]) => [key, said(value)])),
    });
    const merged = mergeSettings([reads({ dates: "dmy", decimal: "comma" }), reads({ dates: "mdy" })]);
    expect(values(merged.reading)).toEqual({ dates: "mdy", decimal: "comma" });
  });

  it("gives every strategy the last word on a parameter", () => {
    // What strategy "a" gets for `fast` by hand: the last layer that says "a.fast" or "fast", "a.fast" first.
    const lastWord = (layers: readonly GivenSettings[], name: string) => {
      const last = layers.findLast(({ params }) => params.has(`a.${name}`) || params.has(name));
      return last?.params.get(`a.${name}`) ?? last?.params.get(name);
    };
    fc.assert(
      fc.property(fc.array(anyLayer, { maxLength: 5 }), (layers) => {
        const { params } = mergeSettings(layers);
        for (const name of ["fast", "slow"]) {
          expect(params.get(`a.${name}`) ?? params.get(name)).toBe(lastWord(layers, name));
        }
      }),
    );
  });

  it("merges in two steps as in one", () => {
    fc.assert(
      fc.property(anyLayer, anyLayer, anyLayer, (a, b, c) => {
        const stepwise = mergeSettings([mergeSettings([a, b]), c]);
        const atOnce = mergeSettings([a, b, c]);
        expect([values(stepwise.settings), values(stepwise.params)]).toEqual([
          values(atOnce.settings),
          values(atOnce.params),
        ]);
      }),
    );
  });

  it("takes the later of a cost in short form and one by its keys", () => {
    const trading = (pairs: Record<string, string>): GivenSettings => ({
      ...layer({}),
      trading: new Map(Object.entries(pairs).map(([key, value]) => [key, said(value)])),
    });
    const model = { "costs.slippage.model": "square-root", "costs.slippage.bps": "10", "costs.interest": "6%" };
    const short = { "costs.slippage": "5bps" };
    expect(values(mergeSettings([trading(model), trading(short)]).trading)).toEqual({
      "costs.interest": "6%",
      ...short,
    });
    expect(values(mergeSettings([trading(short), trading(model)]).trading)).toEqual(model);
  });
});
