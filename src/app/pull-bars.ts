import { DataError } from "#base/errors";
import type { Progress } from "#base/progress";
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

/** Pages that are kept of a pull that did not end well. */
export interface KeptCount {
  pages: number;
  bars: number;
}

/** Bars that were pulled, and how. */
export interface Pulled {
  readonly wanted: BarsWanted;
  readonly pages: readonly Page[];
  readonly bars: PulledBars;
  readonly notes: readonly string[];
}

/**
 * The bars that are wanted, with the pages of an earlier attempt at the same. Throws an IvyError, or what the world throws
 * when it is stopped; `kept` says then what the next attempt goes on from.
 *
 * @param knownBarsCount bars that the catalog has: an update of fewer is another question
 */
export async function pullBars(
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
export async function pullWhole(
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
