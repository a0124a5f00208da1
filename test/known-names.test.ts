import { expect, it } from "vitest";
import { PROFILES } from "#engine/profiles";
import { PROVIDERS } from "#market-data/providers/registry";
import { CONVENTIONS } from "#metrics/compute";
import { PROVIDER_NAMES } from "../src/cli/commands/data-pull.ts";
import { CONVENTION_NAMES, PROFILE_NAMES } from "../src/cli/run-flags.ts";
import { TRADING_PAIRS } from "../src/cli/trading-pairs.ts";
import { TRADING_SECTION_NAMES, TRADING_SECTIONS, type TradingSection } from "../src/config/trading-sections.ts";

it("the help and the completion name the profiles and conventions that there are", () => {
  expect(PROFILE_NAMES).toEqual(PROFILES.map(({ name }) => name));
  expect(CONVENTION_NAMES).toEqual([...CONVENTIONS]);
});

it("the completion knows the settings of every section of trading", () => {
  expect(Object.keys(TRADING_PAIRS)).toEqual([...TRADING_SECTION_NAMES]);
  for (const name of TRADING_SECTION_NAMES) {
    const { table, texts = {}, maps = {} }: TradingSection = TRADING_SECTIONS[name];
    const keys = [
      ...Object.keys({ ...table, ...texts }).map((key) => `${key}=`),
      ...Object.keys(maps).map((key) => `${key}.`),
    ];
    expect(TRADING_PAIRS[name]).toEqual(keys);
  }
});

it("the help and the completion of ivy data pull name the providers that there are", () => {
  expect(PROVIDER_NAMES).toEqual(PROVIDERS.map(({ name }) => name));
});
