import { DataError } from "#base/errors";
import type { Market } from "#domain/market";

/**
 * Throws DataError for a market in which a cap on the share of volume, asked for by name, would cap nothing: an asset without
 * volume, or with adjusted prices, of which a share is not a share.
 */
export function requireVolume({ assets }: Market): void {
  const without = assets.find(({ volume }) => volume === null);
  const adjusted = assets.find(({ series }) => series.adjusted);
  const found = without ?? adjusted;
  if (found === undefined) return;
  const { symbol, series } = found;
  throw new DataError({
    code: "no-volume-to-cap",
    message:
      without === undefined
        ? `A share of the volume caps nothing in ${symbol}: its prices are adjusted, and a share of them is not a share.`
        : `A share of the volume caps nothing in ${symbol}: ${series.source} has no volume of it.`,
    where: { symbol, key: "fills.participation", expected: "raw prices with volume" },
    help: "Give raw prices with a volume column, or leave the cap out: --fills participation=none",
  });
}
