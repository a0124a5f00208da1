import { StrategyError } from "#base/errors";
import type { WorkingOrder } from "./working-order.ts";

/** What of a tick a price may lie beyond a whole one, to the worse side, and still count as that one. */
const NEARLY = 0.05;
/** Keeps the edges of the rounding on the side where they belong in spite of what division leaves. */
const EDGE = 10 * Number.EPSILON;

/**
 * A level brought to a whole number of ticks, as the order is better off: `down` for what a purchase pays at most and for
 * the stop below which it sells. What lies within a twentieth of a tick of the next one counts as that one; a level on a
 * tick stays there.
 *
 * @param price in the currency of the price, above 0
 * @param tick in the same, above 0
 */
function onTick(price: number, tick: number, down: boolean): number {
  const shift = (0.5 - NEARLY) * tick - EDGE;
  const ticks = (price + (down ? -shift : shift)) / tick;
  // Halves go up, as a desk rounds.
  return tick * (ticks % 1 >= 0.5 ? Math.ceil(ticks) : Math.floor(ticks));
}

/**
 * Brings the levels of an order to whole ticks; a tick of 0 leaves them as given. Throws StrategyError for a level that is
 * less than one: at a price of 0 an order would fill at once, or never.
 */
export function bringToTick(order: WorkingOrder, tick: number): void {
  if (tick === 0) return;
  if (order.limit === order.limit) order.limit = aboveZero("limit", order.limit, tick, order.side > 0);
  if (order.stop === order.stop) order.stop = aboveZero("stop", order.stop, tick, order.side < 0);
}

function aboveZero(name: string, level: number, tick: number, down: boolean): number {
  const near = onTick(level, tick, down);
  if (near > 0) return near;
  throw new StrategyError({
    code: "level-below-tick",
    message: `An order has the ${name} price ${level}, which comes to 0 in steps of ${tick}.`,
    where: { key: "fills.levelTick", expected: `a level of ${tick} or more`, received: String(level) },
    help: "Say the step of these prices: --fills levelTick=0.0001; or leave levels as they are given: levelTick=0.",
  });
}
