import { ConfigError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { Market } from "#domain/market";
import type { RiskSettings } from "./settings.ts";

/** Throws ConfigError where the settings cannot hold on this market: an asset without sector, a stop on closes alone. */
export function requireLimitsOf(settings: RiskSettings, market: Market): void {
  const { sizing, limits, sectors } = settings;
  for (const { symbol, series } of market.assets) {
    if (sizing?.method === "atr" && sizing.placesStop && (series.closeOnly || series.boundsOnly === true)) {
      const why = series.closeOnly ? "has closes only" : "is made of several assets";
      throw new ConfigError({
        code: "risk-stop-unknown",
        message: `${symbol} ${why}: the stop of sizing=atr cannot be judged within its bars.`,
        where: { flag: "--risk", key: "sizing.stop", symbol, received: "true" },
        help: "Say sizing.stop=false to size by the range without placing a stop, or give prices with open, high and low.",
      });
    }
  }
  if (limits.sector.each === null && limits.sector.own.size === 0) return;
  const missing = market.assets.map(({ symbol }) => symbol).filter((symbol) => !sectors.has(symbol));
  if (missing.length === 0) return;
  throw new ConfigError({
    code: "risk-sector-unknown",
    message: `${missing.join(", ")} ${missing.length === 1 ? "has" : "have"} no sector, and sectors are limited.`,
    where: { flag: "--risk", key: "maxSector", expected: "a sector for every symbol", received: missing.join(", ") },
    help: `Say it: sector.${missing[0]}=staples, or name a file with the columns symbol and sector: sectors=sectors.csv`,
  });
}

/**
 * Throws ConfigError for a limit of a single name or sector that nothing belongs to: it would hold nothing.
 *
 * @param symbols of the whole run
 */
export function requireGroupsOf({ limits, names, sectors }: RiskSettings, symbols: readonly string[]): void {
  const named = new Set(symbols.map((symbol) => names.get(symbol) ?? symbol));
  requireKnown("maxName", "name", limits.name.own.keys(), named);
  requireKnown("maxSector", "sector", limits.sector.own.keys(), new Set(sectors.values()));
}

function requireKnown(key: string, what: string, limited: Iterable<string>, known: ReadonlySet<string>): void {
  for (const group of limited) {
    if (known.has(group)) continue;
    const near = nearest(group, known);
    const all = [...known].sort();
    throw new ConfigError({
      code: "risk-group-unknown",
      message: `${key}.${group} limits a ${what} that nothing of this run belongs to.`,
      where: { flag: "--risk", key: `${key}.${group}`, expected: all.slice(0, 12).join(", "), received: group },
      help: near === null ? `Leave the limit out, or say what belongs to it.` : `Did you mean: ${key}.${near}`,
    });
  }
}
