import type { RiskDesk } from "#risk/risk-desk";
import { CURSOR } from "#strategy/present";
import type { Decider } from "./event-loop.ts";
import type { Venue } from "./venue.ts";

/** What the exits that the desk places are called in trades.csv and orders.csv. */
const TAG = "drawdown stop";

/**
 * The decider, with the desk looking at equity before each of its decisions: where the drawdown stop comes on and has to
 * close what is held, its exits are placed first. The decider itself where nobody watches equity.
 */
export function watchedDecider(decider: Decider, venue: Venue): Decider {
  const { risk } = venue;
  const watch = risk?.watch ?? null;
  if (risk === null || watch === null) return decider;
  return {
    onBar(context, now, state) {
      const { bar } = CURSOR;
      if (watch.see(venue.valueAt(bar)) && flattens(risk)) closeAll(venue, bar);
      decider.onBar!(context, now, state);
    },
  };
}

function flattens({ settings }: RiskDesk): boolean {
  return settings.drawdown?.action === "flatten";
}

function closeAll(venue: Venue, bar: number): void {
  for (let asset = 0; asset < venue.market.assets.length; asset++) {
    const held = venue.positions[asset]!;
    if (held === 0) continue;
    const side = held > 0 ? "sell" : "buy";
    const order = { asset, side, type: "market", quantity: Math.abs(held), reduceOnly: true, tag: TAG } as const;
    venue.place(order, bar);
  }
}
