import type { OrderBook } from "../order-book.ts";
import type { WorkingOrder } from "../working-order.ts";

/** Legs that differ by more than this share from what was wanted of each make another trade than the one that was meant. */
const TOLERANCE = 0.02;

/** One leg of a group as it was filled. */
export interface FilledLeg {
  readonly order: WorkingOrder;
  /** Units that it wanted to open, before lots, volume and cash. */
  readonly asked: number;
  readonly opened: number;
}

/** Counts the groups whose legs opened in other proportions than were asked for: lots have cut one of them further. */
export function noteLegsOff(book: OrderBook, legs: readonly FilledLeg[]): void {
  const shares = new Map<string, { least: number; most: number }>();
  for (const { order, asked, opened } of legs) {
    if (order.group === null || !(opened > 0) || !(asked > 0)) continue;
    const share = opened / asked;
    const known = shares.get(order.group);
    if (known === undefined) shares.set(order.group, { least: share, most: share });
    else {
      known.least = Math.min(known.least, share);
      known.most = Math.max(known.most, share);
    }
  }
  for (const { least, most } of shares.values()) {
    const off = most / least - 1;
    if (!(off > TOLERANCE)) continue;
    const { legsOff } = book;
    legsOff.groups++;
    if (off <= legsOff.worst) continue;
    legsOff.worst = off;
    legsOff.bar = book.bar;
  }
}
