import type { BracketLevel, OrderRequest } from "#domain/order";
import type { Objection } from "#risk/review-order";
import type { OrderBook } from "../order-book.ts";

/**
 * Why the bracket of an order placed at the close of `bar` lies on the wrong side under the rules of backtesting.py, where
 * such an order ends the run; null: it does not. The entry is the limit, else the stop, else the last close with its spread.
 */
export function wrongBracket(book: OrderBook, request: OrderRequest, bar: number): Objection | null {
  const { bracket, side, limit, stop, asset } = request;
  if (bracket === undefined) return null;
  const up = side === "buy" ? 1 : -1;
  const entry = limit ?? stop ?? book.setup.slippage.slipped(book.lastClose(asset, bar), up);
  const legs = [
    ["a stopLoss", bracket.stop, -up],
    ["a takeProfit", bracket.target, up],
  ] as const;
  for (const [name, leg, away] of legs) {
    const level = priceOf(leg);
    // Of an asset without a price yet nothing is known.
    if (level === undefined || !((level - entry) * away <= 0)) continue;
    const where = level > entry ? "above" : level < entry ? "below" : "at";
    return {
      code: "bracket-side",
      message: `An order to ${side} at ${entry} has ${name} of ${level}, ${where} it.`,
      help: "Of a long the stop lies below the entry and the target above it, of a short the other way round. Without limit and stop, the entry is the last close with the spread.",
    };
  }
  return null;
}

function priceOf(leg: BracketLevel | { readonly trail: object } | undefined): number | undefined {
  return leg !== undefined && "price" in leg ? leg.price : undefined;
}
