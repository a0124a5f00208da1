import { UsageError } from "#base/errors";
import type { BarSeries } from "#domain/bars";
import type { BarClock } from "./bar-clock.ts";
import type { PriceColumns } from "./bar-path.ts";
import { cointegratedPrices } from "./cointegrated.ts";
import { diffusionPrices } from "./diffusion.ts";
import { seedStream } from "./seed-stream.ts";
import type { SyntheticRequest } from "./synthetic-request.ts";
import { syntheticVolume } from "./synthetic-volume.ts";

/** Below and above it eight digits of a price are no longer safe from 0 and infinity. */
const SMALLEST = 1e-6;
const GREATEST = 1e12;

/**
 * The series of a request, one per ticker, called synthetic. Each draws from streams of its own: another asset leaves the
 * ones before as they are. Throws UsageError where a price runs out of what can be written.
 */
export function generateSeries(request: SyntheticRequest, clock: BarClock): readonly BarSeries[] {
  return pricesOf(request, clock).map(({ open, high, low, close }, i): BarSeries => {
    const symbol = request.tickers[i]!;
    for (let bar = 0; bar < close.length; bar++) {
      if (!(low[bar]! >= SMALLEST && high[bar]! <= GREATEST)) throw ranAway(symbol, clock.time[bar]!, close[bar]!);
    }
    return {
      symbol,
      timeframe: clock.timeframe,
      source: "synthetic",
      adjusted: false,
      closeOnly: false,
      synthetic: true,
      time: clock.time,
      open,
      high,
      low,
      close,
      volume: syntheticVolume(clock, request.values.volume, seedStream(request.seed, 2 * i + 1)),
    };
  });
}

function pricesOf({ model, tickers, seed, values }: SyntheticRequest, clock: BarClock): readonly PriceColumns[] {
  if (model === "pair") return cointegratedPrices(clock, values, seedStream(seed, 0));
  const { jumpsPerYear: perYear, jumpMean: mean, jumpDeviation: deviation } = values;
  const jumps = model === "jumps" ? { perYear, mean, deviation } : null;
  return tickers.map((_, i) => diffusionPrices(clock, { ...values, jumps }, seedStream(seed, 2 * i)));
}

function ranAway(symbol: string, time: number, price: number): UsageError {
  const day = new Date(time).toISOString().slice(0, 10);
  return new UsageError({
    code: "synthetic-price-range",
    message: `The price of ${symbol} leaves the range of ${SMALLEST} to ${GREATEST} on ${day}: ${price}.`,
    where: { symbol, time: day, received: String(price) },
    help: "Take a smaller --volatility or --drift, fewer --bars, or another --start.",
  });
}
