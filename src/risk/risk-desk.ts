import type { Market } from "#domain/market";
import { type RiskCount, SIZED_NOTHING } from "#domain/risk-count";
import { requireLimitsOf } from "./check-market.ts";
import { cutToLimits } from "./cut-to-limits.ts";
import { DrawdownWatch } from "./drawdown-watch.ts";
import { type Family, familiesOf } from "./limit-families.ts";
import type { BookState, Opening } from "./opening.ts";
import type { RiskSettings } from "./settings.ts";
import { shareText } from "./share-text.ts";
import { type DeskFacts, Sizer } from "./sizer.ts";
import { SoleLimits } from "./sole-limits.ts";

/**
 * The risk desk of a run: sizes orders that have no size, and cuts or refuses what would open more than the limits allow.
 * What closes is none of its business.
 */
export class RiskDesk {
  readonly sizer: Sizer;
  readonly settings: RiskSettings;
  readonly watch: DrawdownWatch | null;
  readonly #families: readonly Family[];
  readonly #assets: number;
  readonly #counts = new Map<string, { trimmed: number; refused: number }>();
  /** The limits of a book of one asset, where somebody has asked for them. */
  #sole: SoleLimits | null = null;

  /** Throws ConfigError for settings that cannot hold on this market: an asset without sector, a stop on closes. */
  constructor(settings: RiskSettings, market: Market, facts: DeskFacts) {
    requireLimitsOf(settings, market);
    this.settings = settings;
    this.sizer = new Sizer(settings, market, facts);
    this.watch = settings.drawdown === null ? null : new DrawdownWatch(settings.drawdown);
    this.#families = familiesOf(settings, market);
    this.#assets = market.assets.length;
  }

  /** Starts a run. */
  reset(startingCash: number): void {
    this.#counts.clear();
    this.#sole?.reset();
    this.sizer.reset();
    this.watch?.reset(startingCash);
  }

  /**
   * The limits for orders that open alone in a book of one asset, of this smallest tradable quantity: one instance for the
   * desk's life, whose counts are the desk's. Null where there is no such book, or no order may open anything.
   */
  soleLimits(lot: number, lotSlack: number): SoleLimits | null {
    const { positions } = this.settings.limits;
    if (this.#assets !== 1 || (positions !== null && positions < 1)) return null;
    this.#sole ??= new SoleLimits(this.#families, lot, lotSlack);
    return this.#sole;
  }

  /**
   * Whether a target may be followed without asking at each of its entries: they all take the same share of equity, or the
   * same money where no order has to be recorded, and nobody watches equity.
   */
  passesTargets(recordOrders: boolean): boolean {
    const { share, money } = this.sizer;
    return this.watch === null && (share !== null || (money !== null && !recordOrders));
  }

  /** Whether an entry without a size may be placed at the sizer's share, without asking further; it is counted as sized. */
  passesEntry(): boolean {
    if (this.sizer.share === null || this.isStopped) return false;
    this.sizer.takeShare();
    return true;
  }

  /** The drawdown stop is on: nothing may be opened. */
  get isStopped(): boolean {
    return this.watch?.isOn === true;
  }

  /** Why nothing may be opened now; null: something may. */
  get stopped(): string | null {
    if (!this.isStopped) return null;
    return `risk: drawdown stop ${shareText(this.settings.drawdown!.depth)}`;
  }

  /** Cuts what is about to open at one moment; what must not open at all has quantity 0 afterwards, and the reason. */
  cut(openings: readonly Opening[], books: BookState, floorToLot: (quantity: number, asset: number) => number): void {
    const { stopped } = this;
    if (stopped !== null) {
      for (const opening of openings) refuse(opening, stopped);
      return;
    }
    const { positions } = this.settings.limits;
    if (positions !== null) countPositions(openings, books, positions);
    if (this.#families.length > 0) cutToLimits(openings, this.#families, books, floorToLot);
  }

  /** Keeps count of an order that was cut, or of which nothing was let through. */
  count(reason: string, what: "trimmed" | "refused"): void {
    const found = this.#counts.get(reason);
    if (found !== undefined) found[what]++;
    else this.#counts.set(reason, { trimmed: 0, refused: 0, [what]: 1 });
  }

  /** What was cut and refused, the most frequent reason first; and whether a sizing had nothing to size. */
  summary(): readonly RiskCount[] {
    const merged = new Map([...this.#counts].map(([reason, count]) => [reason, { ...count }]));
    for (const { reason, trimmed, refused } of this.#sole?.counts() ?? []) {
      const { trimmed: t, refused: r } = merged.get(reason) ?? { trimmed: 0, refused: 0 };
      merged.set(reason, { trimmed: trimmed + t, refused: refused + r });
    }
    const counts = [...merged].map(([reason, count]) => ({ reason, ...count }));
    if (this.sizer.sizedNothing) counts.push({ reason: SIZED_NOTHING, trimmed: 0, refused: 0 });
    return counts.sort((a, b) => b.trimmed + b.refused - (a.trimmed + a.refused) || (a.reason < b.reason ? -1 : 1));
  }
}

/** In the order of placing, an order that would open one position too many opens none; a group counts as one. */
function countPositions(openings: readonly Opening[], { positions }: BookState, most: number): void {
  const open = new Set<number>();
  for (let k = 0; k < positions.length; k++) if (positions[k] !== 0) open.add(k);
  const done = new Set<Opening>();
  for (const opening of openings) {
    if (done.has(opening)) continue;
    const { group } = opening;
    const legs = group === null ? [opening] : openings.filter((other) => other.group === group);
    const fresh = new Set(legs.map(({ asset }) => asset).filter((asset) => !open.has(asset)));
    const isTooMany = fresh.size > 0 && open.size + fresh.size > most;
    for (const leg of legs) {
      done.add(leg);
      if (isTooMany) refuse(leg, `risk: max positions ${most}`);
    }
    if (!isTooMany) for (const asset of fresh) open.add(asset);
  }
}

function refuse(opening: Opening, reason: string): void {
  opening.quantity = 0;
  opening.reason = reason;
}
