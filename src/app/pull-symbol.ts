import { DataError } from "#base/errors";
import type { CatalogEntry } from "#market-data/catalog-entry";
import { seriesOf } from "#market-data/catalog-entry";
import { mergeBars, updateFrom } from "#market-data/catalog-update";
import type { BarsWanted, Page, Provider } from "#market-data/provider";
import type { PulledBars } from "#market-data/providers/join-pages";
import { formatTime } from "#time/format-time";
import { type KeptCount, type Pulled, type PullPlace, type PullTerms, pullBars, pullWhole } from "./pull-bars.ts";

/** What a pull did for one symbol. */
export interface PulledSymbol {
  readonly entry: CatalogEntry;
  /** Bars that were not known before; negative where the whole history was pulled anew and has fewer. */
  readonly added: number;
  readonly isNew: boolean;
  /** The catalog has other bars than before. */
  readonly isChanged: boolean;
  readonly notes: readonly string[];
}

/**
 * Pulls the bars of a symbol and puts them into the catalog, with what is known of them already. Throws an IvyError, or
 * what the world throws when it is stopped; `kept` says then what the next attempt goes on from.
 */
export async function pullSymbol(
  symbol: string,
  asked: PullTerms,
  place: PullPlace,
  kept: KeptCount,
): Promise<PulledSymbol> {
  const { provider, catalog, world } = place;
  const known = await knownBars(catalog, provider.name, asked.timeframe, symbol);
  const isUpdate = asked.update && known !== null;
  // An update brings more of what is there.
  const terms = isUpdate ? { ...asked, isRaw: known.entry.isRaw } : asked;
  const start = isUpdate && terms.from === null ? updateFrom(known.bars) : terms.from;
  const wanted = wantedBars(symbol, start, terms, provider, world.now());
  const first = await pullBars(wanted, known?.entry.bars ?? 0, terms, place, kept);
  if (first.bars.time.length === 0) throw noBars(provider, first.wanted);
  if (known === null) return write(first, null, first.notes, place);
  const merged = carriesTheSame(known, first) ? mergeBars(known.bars, first.bars) : null;
  if (merged?.kind === "merged") {
    return write({ ...first, bars: merged.bars }, known, first.notes, place, merged.added);
  }
  const whole = await pullWhole(known.bars, first, terms, place, kept);
  const why =
    merged === null
      ? "those that were known carry other splits and dividends"
      : `bars from ${formatTime(merged.at, terms.timeframe)} on differ from those that were known`;
  const note = `${why}: the whole history was pulled anew`;
  return write(whole, known, [note, ...whole.notes], place, whole.bars.time.length - known.bars.time.length);
}

/** Raw and adjusted prices agree since the last split or dividend, and differ before it: joined they would be neither. */
function carriesTheSame({ entry }: Known, pulled: Pulled): boolean {
  return entry.adjustment === null || entry.adjustment === filledPage(pulled).adjustment;
}

/** A page with bars: it speaks for all of them. */
function filledPage({ pages }: Pulled): Page {
  return pages.find(({ rows }) => rows.time.length > 0)!;
}

interface Known {
  readonly entry: CatalogEntry;
  readonly bars: PulledBars;
}

async function knownBars(catalog: string, source: string, timeframe: string, symbol: string): Promise<Known | null> {
  const { catalogFiles, loadEntry } = await import("#market-data/adapters/catalog-files");
  const isMeant = (file: { source: string; timeframe: string; symbol: string }) =>
    file.source === source && file.timeframe === timeframe && file.symbol.toUpperCase() === symbol;
  const file = catalogFiles(catalog).find(isMeant);
  if (file === undefined) return null;
  try {
    return await loadEntry(file);
  } catch (error) {
    // A broken one is pulled anew, whole.
    if (error instanceof DataError) return null;
    throw error;
  }
}

function wantedBars(
  symbol: string,
  from: number | null,
  { timeframe, to, isRaw }: PullTerms,
  provider: Provider,
  now: number,
): BarsWanted {
  const start = from ?? provider.earliest(timeframe, now);
  // An end that is yet to come is none: some accounts may not ask for the last minutes.
  const end = to === null || to >= now ? Number.POSITIVE_INFINITY : to;
  return { symbol, timeframe, from: start, to: end, isRaw };
}

async function write(
  pulled: Pulled,
  known: Known | null,
  notes: readonly string[],
  { provider, catalog, world }: PullPlace,
  added: number = pulled.bars.time.length,
): Promise<PulledSymbol> {
  const { fingerprint } = await import("#market-data/adapters/fingerprint");
  const { writeEntry } = await import("#market-data/adapters/catalog-write");
  const { bars } = pulled;
  const { timeframe, symbol, isRaw } = pulled.wanted;
  const about = filledPage(pulled);
  const facts = {
    symbol,
    source: provider.name,
    timeframe,
    adjustment: about.adjustment,
    closeOnly: false,
    synthetic: false,
  };
  const entry: CatalogEntry = {
    schema: "ivy.catalog-entry/1",
    ...facts,
    origin: "pull",
    zone: about.zone,
    hasAdjustedClose: bars.adjustedClose !== null,
    currency: about.currency,
    from: formatTime(bars.time[0]!, timeframe),
    to: formatTime(bars.time[bars.time.length - 1]!, timeframe),
    bars: bars.time.length,
    fetchedAt: new Date(world.now()).toISOString(),
    fingerprint: fingerprint(seriesOf(facts, bars)),
    isRaw,
    notes: notes.filter((note) => note.includes("without a price")),
  };
  await writeEntry(catalog, entry, bars);
  return { entry, added, isNew: known === null, isChanged: known?.entry.fingerprint !== entry.fingerprint, notes };
}

function noBars({ title }: Provider, { symbol, timeframe, from, to }: BarsWanted): DataError {
  const until = Number.isFinite(to) ? formatTime(to, timeframe) : "now";
  return new DataError({
    code: "no-bars-in-range",
    message: `${title} has no ${timeframe} bars of ${symbol} from ${formatTime(from, timeframe)} to ${until}.`,
    where: { symbol },
    help: "Check the symbol, and ask for other dates: --from, --to",
  });
}
