import type { BookSetup } from "../book-setup.ts";
import { wholeUnits } from "./quantities.ts";

/**
 * The most that may be filled of each asset at each bar, in whole lots, as rows of bars × assets; infinite where no volume caps
 * an asset, 0 where it has no bar. Null: nothing is capped.
 */
export function volumeRooms({ market, participation, lots, profile }: BookSetup): Float64Array | null {
  const { assets, clock } = market;
  if (!participation.some((share) => share < Number.POSITIVE_INFINITY)) return null;
  const rooms = new Float64Array(clock.length * assets.length).fill(Number.POSITIVE_INFINITY);
  for (let k = 0; k < assets.length; k++) {
    const share = participation[k]!;
    const { volume } = assets[k]!;
    if (share === Number.POSITIVE_INFINITY || volume === null) continue;
    for (let bar = 0, at = k; bar < clock.length; bar++, at += assets.length) {
      const traded = volume[bar]!;
      rooms[at] = traded === traded ? wholeUnits(share * traded, lots[k]!, profile.lotSlack) : 0;
    }
  }
  return rooms;
}

/** Makes what tells whether the volume of a bar is too small for some order. */
export function bindingOf(pending: Float64Array, rooms: Float64Array): (bar: number) => boolean {
  const columns = { pending, rooms };
  return (bar) => {
    const { pending, rooms } = columns;
    const count = pending.length;
    const row = bar * count;
    let binding = 0;
    for (let k = 0; k < count; k++) binding += Number(Math.abs(pending[k]!) > rooms[row + k]!);
    return binding > 0;
  };
}
