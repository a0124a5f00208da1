import { DataError, UsageError } from "#base/errors";
import type { Progress } from "#base/progress";
import { type BarSeries, firstAtOrAfter, sliceSeries } from "#domain/bars";
import { gravestFirst } from "#findings/check-run";
import type { LoadedSeries, PriceSource } from "#market-data/source";
import type { SeriesFacts } from "#results/documents/data";
import { timeTexts } from "#time/time-texts";
import { dataFindings } from "./data-findings.ts";
import { type AskedIndicator, indicatorColumns, type NamedColumn, parseIndicators } from "./indicator-columns.ts";
import { longerSeries, partialNotes } from "./longer-series.ts";
import { type DataRequest, loadOptions, openData } from "./open-data.ts";
import { typed, wordsOfTickers } from "./ticker-words.ts";

export interface ShowRequest extends DataRequest {
  /** `sma:20,rsi:14`; null: none. */
  readonly indicators: string | null;
  /** The last bars of the range alone; null: all. */
  readonly last: number | null;
  /** The flags that say how the files are meant, as typed: `--read`, `dates=dmy`. */
  readonly meant: readonly string[];
}

interface ShowSurroundings {
  readonly projectFolder: string;
  readonly packageFolder: string;
  readonly progress?: Progress | undefined;
  readonly tell?: ((text: string) => void) | undefined;
}

/** The bars of a ticker that were asked for, and all that is said about them. */
export interface ShownSeries {
  readonly facts: SeriesFacts;
  readonly bars: BarSeries;
  /** Beside the bars, of their length: what was asked for with --indicators. */
  readonly indicators: readonly NamedColumn[];
  /** New shares for one old, cash per share; of the bars' length, and only where they are known. */
  readonly actions: readonly NamedColumn[];
  /** The words by which a person finds and reads these prices again: `--data`, `prices/`; none where nothing is needed. */
  readonly place: readonly string[];
  /** The bars are longer than those of the source. */
  readonly isMade: boolean;
  /** A time (epoch ms) as documents carry it. */
  readonly timeText: (time: number) => string;
}

/**
 * The bars of each ticker, or of a file of one ticker. Indicators are worked out over all that the source has before the
 * range, so that they are defined at its first bar where they can be. Throws UsageError for indicators that cannot be, and
 * what the source throws.
 */
export async function showData(request: ShowRequest, at: ShowSurroundings): Promise<readonly ShownSeries[]> {
  const asked = request.indicators === null ? [] : parseIndicators(request.indicators);
  const { isPricePath } = await import("#market-data/adapters/price-path");
  const canBeFile = request.data === null && request.sql === null;
  const isPath = (word: string) => canBeFile && isPricePath(word, at.projectFolder);
  if (!request.tickers.some(isPath)) return loadShown(request, asked, at);
  const shown: ShownSeries[] = [];
  for (const word of request.tickers) {
    const one = isPath(word) ? { ...request, data: word, tickers: [] } : { ...request, tickers: [word] };
    shown.push(...(await loadShown(one, asked, at)));
  }
  return shown;
}

async function loadShown(
  request: ShowRequest,
  asked: readonly AskedIndicator[],
  at: ShowSurroundings,
): Promise<readonly ShownSeries[]> {
  return wordsOfTickers("data show", async () => {
    const source = await openData(request, at);
    const tickers = request.tickers.length > 0 ? request.tickers : await onlyTicker(source, request.data!);
    const loaded = await source.load(tickers, loadOptions(request, at));
    const { fingerprint } = await import("#market-data/adapters/fingerprint");
    const flags = { "--data": request.data, "--sql": request.sql };
    const named = Object.entries(flags).flatMap(([flag, value]) => (value === null ? [] : [flag, value]));
    const place = [...named, ...request.meant];
    return loaded.map((one) => shownOf(one, request, asked, fingerprint, place));
  });
}

async function onlyTicker(source: PriceSource, file: string): Promise<readonly string[]> {
  const symbols = await source.symbols();
  if (symbols.length === 1) return symbols;
  const some = symbols.slice(0, 24).join(", ");
  throw new UsageError({
    code: "missing-tickers",
    message: `${source.label} has ${symbols.length} tickers; ivy needs to know which to show.`,
    where: { file, expected: `one of ${some}${symbols.length > 24 ? ", …" : ""}` },
    help: `Say which, for example: ivy data show ${typed(symbols[0] ?? "TICKER")} --data ${typed(file)}`,
  });
}

function shownOf(
  loaded: LoadedSeries,
  { from, last, timeframe, reading }: ShowRequest,
  asked: readonly AskedIndicator[],
  fingerprint: (series: BarSeries) => string,
  place: readonly string[],
): ShownSeries {
  const { series: read } = loaded;
  const asIs = { series: read, notes: [], partial: null };
  const longer = timeframe === null ? asIs : longerSeries(read, timeframe, reading.calendar ?? null);
  const { series } = longer;
  const end = series.time.length;
  const first = from === null ? 0 : firstAtOrAfter(series.time, from);
  if (first === end) throw noBarBegins(series, from!);
  const start = last === null ? first : Math.max(first, end - last);
  const bars = sliceSeries(series, start, end);
  const seen = sliceSeries(read, firstAtOrAfter(read.time, bars.time[0]!), read.time.length);
  const cut = ({ name, values }: NamedColumn) => ({ name, values: values.subarray(start, end) });
  const { split = null, dividend = null } = series.actions ?? {};
  const timeText = timeTexts(series.timeframe);
  return {
    facts: {
      symbol: series.symbol,
      source: series.source,
      timeframe: series.timeframe,
      from: timeText(bars.time[0]!),
      to: timeText(bars.time[bars.time.length - 1]!),
      bars: bars.time.length,
      fingerprint: fingerprint(bars),
      synthetic: series.synthetic,
      adjusted: series.adjusted,
      closeOnly: series.closeOnly,
      boundsOnly: series.boundsOnly ?? false,
      notes: [...loaded.notes, ...longer.notes, ...partialNotes(longer, start), ...delistingNote(series)],
      findings: gravestFirst(dataFindings([{ ...loaded, series: seen }])),
    },
    bars,
    indicators: asked.flatMap((one) => columnsOf(one, series)).map(cut),
    actions: [
      ...(split === null ? [] : [{ name: "split", values: split }]),
      ...(dividend === null ? [] : [{ name: "dividend", values: dividend }]),
    ].map(cut),
    place,
    isMade: longer.partial !== null,
    timeText,
  };
}

function delistingNote({ actions, timeframe }: BarSeries): readonly string[] {
  const last = actions?.delisted ?? null;
  return last === null ? [] : [`delisted, last traded on ${timeTexts(timeframe)(last)}`];
}

/** Longer bars than the range is: each of them begins before it. */
function noBarBegins({ symbol, source, timeframe, time }: BarSeries, from: number): DataError {
  const text = timeTexts(timeframe);
  return new DataError({
    code: "no-bars-in-range",
    message: `No ${timeframe} bar of ${symbol} begins on or after ${text(from)}.`,
    where: { file: source, symbol, flag: "--from", received: text(from) },
    help: `The last one begins on ${text(time[time.length - 1]!)}: choose an earlier --from.`,
  });
}

function columnsOf(asked: AskedIndicator, series: BarSeries): readonly NamedColumn[] {
  if (asked.column === "volume" && series.volume === null) {
    throw new DataError({
      code: "no-volume",
      message: `The prices of ${series.symbol} have no volume, which ${asked.text} is of.`,
      where: { file: series.source, symbol: series.symbol, flag: "--indicators", received: asked.text },
      help: `Leave ${asked.text} out, or give a file with a column of volumes.`,
    });
  }
  return indicatorColumns(asked, series);
}
