import { BrokerUnavailableError } from "#base/errors";
import type { BarsWanted, Page, Provider, ProviderAccess } from "../provider.ts";
import { askForPage, LONG_WAIT_MS, type PullWorld } from "./ask.ts";
import type { Pace } from "./pace.ts";

/** Pages of an earlier attempt, and where they end. */
export interface PulledPages {
  readonly pages: readonly Page[];
  /** Where to go on; null: nothing was pulled, or all of it was. */
  readonly cursor: string | null;
  readonly isWhole: boolean;
}

export interface PagesToPull {
  readonly provider: Provider;
  readonly access: ProviderAccess;
  readonly world: PullWorld;
  readonly pace: Pace;
  /** Told of each page as it comes, before the next is asked for. */
  readonly keep: (page: Page) => void;
}

/**
 * All pages of what is wanted, those kept from an earlier attempt first. Throws an IvyError where the provider gives no
 * more; what came before has been kept by then.
 */
export async function pullPages(
  wanted: BarsWanted,
  before: PulledPages,
  { provider, access, world, pace, keep }: PagesToPull,
): Promise<readonly Page[]> {
  const pages = [...before.pages];
  let { cursor } = before;
  while (!before.isWhole) {
    const wait = pace.next(world.now());
    if (wait >= LONG_WAIT_MS) world.tell?.(`waiting ${Math.ceil(wait / 1000)} s, as ${provider.title} allows no more`);
    if (wait > 0) await world.sleep(wait);
    const { page, pauseMs } = await askForPage(provider, wanted, cursor, access, world);
    if (page.next !== null && page.next === cursor) throw samePage(provider, wanted);
    keep(page);
    pages.push(page);
    if (pauseMs > 0) pace.pause(world.now(), pauseMs);
    if (page.next === null) break;
    cursor = page.next;
  }
  return pages;
}

function samePage({ title }: Provider, { symbol }: BarsWanted): BrokerUnavailableError {
  return new BrokerUnavailableError({
    code: "unexpected-answer",
    message: `${title} gives the same page of ${symbol} again and again.`,
    where: { symbol },
    help: "The provider may have changed. Try later, or pull from another one: --source NAME",
  });
}
