import { DataError } from "#base/errors";
import type { Progress } from "#base/progress";
import type { CatalogEntry } from "#market-data/catalog-entry";
import { seriesOf } from "#market-data/catalog-entry";
import { mergeBars, updateFrom } from "#market-data/catalog-update";
import type { BarsWanted, Page, Provider, ProviderAccess } from "#market-data/provider";
import type { PullWorld } from "#market-data/providers/ask";
import { joinPages, type PulledBars } from "#market-data/providers/join-pages";
import type { Pace } from "#market-data/providers/pace";
import { pullNotes } from "#market-data/providers/pull-notes";
import { pullPages } from "#market-data/providers/pull-pages";
import { formatTime } from "#time/format-time";
import type { Timeframe } from "#time/timeframe";

/** What was asked for, of each symbol. */
export interface PullTerms {
  readonly timeframe: Timeframe;
  /** Epoch ms UTC; null: not said. */
  readonly from: number | null;
  readonly to: number | null;
  readonly isRaw: boolean;
  readonly update: boolean;
}

export interface PullPlace {
  readonly provider: Provider;
  readonly access: ProviderAccess;
  readonly world: PullWorld;
  readonly pace: Pace;
  readonly catalog: string;
  readonly progress: Progress;
}

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

/** Pages that are kept of a pull that did not end well. */
export interface KeptCount {
  pages: number;
  bars: number;
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
  const merged = mergeBars(known.bars, first.bars);
  if (merged.kind === "merged") {
    return write({ ...first, bars: merged.bars }, known, first.notes, place, merged.added);
  }
  const whole = await pullWhole(known.bars, first, terms, place, kept);
  const since = formatTime(merged.at, terms.timeframe);
  const note = `bars from ${since} on differ from those that were known: the whole history was pulled anew`;
  return write(whole, known, [note, ...whole.notes], place, whole.bars.time.length - known.bars.time.length);
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

interface Pulled {
  readonly wanted: BarsWanted;
  readonly pages: readonly Page[];
  readonly bars: PulledBars;
  readonly notes: readonly string[];
}

async function pullBars(
  wanted: BarsWanted,
  knownBarsCount: number,
  terms: PullTerms,
  { provider, access, world, pace, catalog, progress }: PullPlace,
  kept: KeptCount,
): Promise<Pulled> {
  const { openKeptPages } = await import("#market-data/adapters/providers/kept-pages");
  const asked = JSON.stringify([terms.from, terms.to, terms.isRaw, terms.update && knownBarsCount]);
  const store = openKeptPages(catalog, provider.name, wanted, asked, world.now());
  try {
    const count = (page: Page) => {
      kept.pages++;
      kept.bars += page.rows.time.length;
    };
    kept.pages = 0;
    kept.bars = 0;
    store.pages.forEach(count);
    const work = { label: `pulling ${wanted.symbol}`, parts: "days" };
    const end = Math.min(store.wanted.to, world.now());
    const total = days(end - store.wanted.from);
    progress.step(work, 0, total);
    const pages = await pullPages(store.wanted, store, {
      provider,
      access,
      world,
      pace,
      keep: (page) => {
        store.keep(page);
        count(page);
        const reached = page.rows.time.at(-1);
        if (reached !== undefined) progress.step(work, Math.min(total, days(reached - store.wanted.from)), total);
      },
    });
    const bars = joinPages(pages, store.wanted, provider.title);
    const resumed = store.pages.length > 0 ? [`${store.pages.length} pages were kept from the last attempt`] : [];
    store.remove();
    kept.pages = 0;
    return { wanted: store.wanted, pages, bars, notes: [...resumed, ...pullNotes(pages, wanted)] };
  } catch (error) {
    // Bars that cannot be would be as broken the next time.
    if (error instanceof DataError) {
      store.remove();
      kept.pages = 0;
    }
    throw error;
  } finally {
    store.release();
  }
}

function days(ms: number): number {
  return Math.max(1, Math.round(ms / 86_400_000));
}

/** The history again, from the first bar that is known. Throws a DataError where the provider keeps less than that. */
async function pullWhole(
  known: PulledBars,
  first: Pulled,
  terms: PullTerms,
  place: PullPlace,
  kept: KeptCount,
): Promise<Pulled> {
  const { provider, world } = place;
  const from = Math.min(known.time[0]!, first.wanted.from);
  const to = first.wanted.to >= known.time[known.time.length - 1]! ? first.wanted.to : Number.POSITIVE_INFINITY;
  const earliest = provider.earliest(terms.timeframe, world.now());
  const wanted = { ...first.wanted, from: Math.max(from, earliest), to };
  const whole = await pullBars(wanted, -1, { ...terms, from, to: null }, place, kept);
  if (whole.bars.time.length > 0 && whole.bars.time[0]! <= known.time[0]!) return whole;
  const { symbol, timeframe } = wanted;
  throw new DataError({
    code: "history-changed",
    message: `${provider.title} tells the past of ${symbol} otherwise than the catalog, and keeps less of it.`,
    where: {
      symbol,
      expected: `bars from ${formatTime(known.time[0]!, timeframe)} on`,
      received: whole.bars.time.length === 0 ? "none" : `from ${formatTime(whole.bars.time[0]!, timeframe)} on`,
    },
    help: `Nothing was changed. To begin anew, remove ${provider.name}/${timeframe}/${symbol}.parquet of the catalog (ivy data list says where it lies).`,
  });
}

async function write(
  { wanted, pages, bars }: Pulled,
  known: Known | null,
  notes: readonly string[],
  { provider, catalog, world }: PullPlace,
  added: number = bars.time.length,
): Promise<PulledSymbol> {
  const { fingerprint } = await import("#market-data/adapters/fingerprint");
  const { writeEntry } = await import("#market-data/adapters/catalog-write");
  const { timeframe, symbol, isRaw } = wanted;
  const about = pages.find(({ rows }) => rows.time.length > 0)!;
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
