import { UsageError } from "#base/errors";
import { readingPair } from "#market-data/parse-reading";
import type { Given } from "./origin.ts";
import { TRADING_SECTION_NAMES, TRADING_SECTIONS, type TradingSectionName } from "./trading-sections.ts";

/** What `--read key=value`, given any number of times, says by key. Throws UsageError for what is no pair. */
export function readingOfFlags(pairs: unknown): ReadonlyMap<string, Given> {
  const given = (Array.isArray(pairs) ? (pairs as string[]) : []).map(readingPair);
  return new Map(given.map(([key, value]) => [key, { value, origin: { kind: "flag", flag: "--read" } }]));
}

/** What the flags of the sections of trading give: `--fills leverage=2` as "fills.leverage". Throws UsageError for what is no pair. */
export function tradingOfFlags(flags: Readonly<Record<string, unknown>>): ReadonlyMap<string, Given> {
  const trading = new Map<string, Given>();
  for (const section of TRADING_SECTION_NAMES) {
    const flag = `--${section}`;
    const pairs = flags[section];
    for (const pair of Array.isArray(pairs) ? (pairs as string[]) : []) {
      const at = pair.indexOf("=");
      if (at < 1 || pair.slice(at + 1).trim() === "") throw noPair(flag, pair, section);
      const key = pair.slice(0, at).trim();
      trading.set(`${section}.${key}`, { value: pair.slice(at + 1).trim(), origin: { kind: "flag", flag } });
    }
  }
  return trading;
}

function noPair(flag: string, pair: string, section: TradingSectionName): UsageError {
  const [key, value] = Object.entries(TRADING_SECTIONS[section].example)[0]!;
  return new UsageError({
    code: "bad-setting",
    message: `${flag} ${pair} is not key=value.`,
    where: { flag, expected: "key=value", received: pair },
    help: `Write the key, an equals sign and the value: ${flag} ${key}=${value}`,
  });
}
