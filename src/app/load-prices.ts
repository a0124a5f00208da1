import { DataError, UsageError } from "#base/errors";
import { refuseUntradeable } from "#market-data/derived/refuse-untradeable";
import { resolveAssets } from "#market-data/derived/resolve-assets";
import type { LoadedSeries, PriceSource } from "#market-data/source";
import type { BacktestRequest, Surroundings } from "./backtest-request.ts";
import { isBenchmarkOff } from "./benchmark-prices.ts";
import { inTimeframe } from "./in-timeframe.ts";
import type { NamedStrategy } from "./load-strategies.ts";
import { loadOptions, openData } from "./open-data.ts";
import { refuseDoubleCounting } from "./refuse-double-counting.ts";
import { checkOverlap, tickersFor } from "./run-market.ts";
import { withFiner } from "./with-finer.ts";

/** Where the prices of a run come from: the first source that has its tickers, and the benchmark that was asked for. */
export async function openSource(request: BacktestRequest, at: Surroundings): Promise<PriceSource> {
  const { tickers, benchmark } = request;
  const isListed = benchmark === null || isBenchmarkOff(benchmark) || tickers.includes(benchmark);
  const wanted = isListed ? tickers : [...tickers, benchmark];
  try {
    return inTimeframe(await openData({ ...request, tickers: wanted }, at), request.timeframe);
  } catch (error) {
    if (isListed || !(error instanceof DataError) || error.code !== "no-such-ticker") throw error;
    // Where the tickers are found without it, the benchmark is what is missing.
    await openData(request, at);
    throw benchmarkMissing(benchmark, error);
  }
}

function benchmarkMissing(benchmark: string, error: DataError): DataError {
  const { expected } = error.where;
  return new DataError({
    code: "no-such-ticker",
    message: `No prices for ${benchmark}, which --benchmark names: it comes from the same source as the tickers.`,
    where: { flag: "--benchmark", received: benchmark, ...(expected !== undefined && { expected }) },
    help: "Put its prices beside those of the tickers, or compare with nothing: --benchmark none",
    cause: error,
  });
}

/** The prices of a run, read once for all of its strategies. Throws UsageError where one cannot trade these tickers. */
export async function loadPrices(
  request: BacktestRequest,
  source: PriceSource,
  strategies: readonly NamedStrategy[],
  at: Surroundings,
): Promise<readonly LoadedSeries[]> {
  const symbols = await source.symbols();
  const { found } = resolveAssets(request.tickers, symbols, source.formerNames);
  const pair = strategies.find(({ strategy }) => strategy.universe === "pair");
  if (pair !== undefined && strategies.length > 1 && found.length > 0 && found.length !== 2) {
    throw pairAmongOthers(pair.name, found);
  }
  const { universe } = (pair ?? strategies[0]!).strategy;
  const tickers = tickersFor({ ...request, tickers: found }, symbols, universe, source.label);
  const loaded = await withFiner(await source.load(tickers, loadOptions(request, at)), request, at);
  const series = loaded.map((one) => one.series);
  refuseUntradeable(series, request.from);
  refuseDoubleCounting(loaded);
  checkOverlap(series, universe);
  return loaded;
}

function pairAmongOthers(name: string, tickers: readonly string[]): UsageError {
  return new UsageError({
    code: "pair-needs-two",
    message: `${name} trades two tickers; --tickers names ${tickers.length}, and strategies are compared on the same ones.`,
    where: { flag: "--tickers", received: tickers.join(","), expected: "two tickers, the dependent one first" },
    help: `Name two tickers, or leave ${name} out of --strategy and run it by itself.`,
  });
}
