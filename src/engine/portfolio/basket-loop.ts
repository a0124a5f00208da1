import { CURSOR } from "#strategy/present";
import { closeEnding, endingsBefore } from "../event-loop.ts";
import type { Venue } from "../venue.ts";
import type { Basket } from "./basket.ts";
import type { Rebalancer } from "./rebalancer.ts";

/** Plays the bars [from, to) of a portfolio whose orders are a basket: the event loop's steps, without orders. */
export function playBasket(venue: Venue, rebalancer: Rebalancer, basket: Basket, from: number, to: number): void {
  const { ledger, profile } = venue.setup;
  const atSignal = profile.fillAt === "signalClose";
  const endings = endingsBefore(venue, to);
  basket.reset();
  for (let bar = from; bar < to; bar++) {
    if (basket.left > 0 && !atSignal) {
      if (!ledger.beginBar(bar)) return;
      basket.execute(bar);
    }
    if (endings !== null) {
      closeEnding(venue, endings, bar);
      for (let k = 0; k < endings.length; k++) if (endings[k] === bar) basket.drop(k);
    }
    if (!atSignal) {
      ledger.markTo(bar);
      if (ledger.ruinedAt >= 0) return;
    }
    CURSOR.bar = bar;
    if (rebalancer.step(bar, basket.left > 0)) basket.place(rebalancer.plan);
    if (!atSignal) continue;
    if (basket.left > 0) {
      if (!ledger.beginBar(bar)) return;
      basket.execute(bar);
    }
    ledger.markTo(bar);
    if (ledger.ruinedAt >= 0) return;
  }
}
