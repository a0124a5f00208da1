import { InternalError } from "#base/errors";
import { noSuchTicker } from "../resolve-tickers.ts";
import { selectRange } from "../select-range.ts";
import type { LoadedSeries, PriceSource } from "../source.ts";
import { deriveSeries } from "./derive-series.ts";
import { legsOf } from "./expression.ts";
import { assetNamed } from "./resolve-assets.ts";
import { knownTickers } from "./tokens.ts";

/**
 * A source that also has every expression of its tickers: KO-0.81*PEP, XLE/XOM, log(KO)-log(PEP). What it lists stays as it
 * is. Each leg is read once; its warnings come along. Throws as the source does, DataError for a leg that it has not.
 */
export function withDerived(source: PriceSource): PriceSource {
  return {
    label: source.label,
    path: source.path,
    formerNames: source.formerNames,
    symbols: () => source.symbols(),
    load: async (asked, options = {}) => {
      if (!asked.some((text) => /[-+*/(){}\s]/.test(text))) return source.load(asked, options);
      const available = await source.symbols();
      const known = knownTickers(available, source.formerNames);
      const assets = asked.map((text) => assetNamed(text, available, known));
      const missing = assets.flatMap((asset) => asset.missing);
      if (missing.length > 0) throw noSuchTicker(missing, [{ name: source.label, symbols: available }], asked);
      const legs = [
        ...new Set(assets.flatMap(({ symbol, expression }) => (expression === null ? [symbol] : legsOf(expression)))),
      ];
      const loaded = await source.load(legs, options);
      const byName = new Map(legs.map((leg, i) => [leg, loaded[i]!]));
      return assets.map(({ symbol, expression }): LoadedSeries => {
        if (expression === null) return legOf(symbol, byName);
        const derived = deriveSeries(
          expression,
          symbol,
          legsOf(expression).map((leg) => legOf(leg, byName)),
        );
        return { ...derived, series: selectRange(derived.series, options) };
      });
    },
  };
}

function legOf(symbol: string, loaded: ReadonlyMap<string, LoadedSeries>): LoadedSeries {
  const found = loaded.get(symbol);
  if (found !== undefined) return found;
  const help = "Please report it with the command you typed.";
  throw new InternalError({ code: "leg-not-loaded", message: `${symbol} was not loaded.`, where: { symbol }, help });
}
