import { StrategyError } from "#base/errors";
import type { OrderBook } from "../order-book.ts";
import type { WorkingOrder } from "../working-order.ts";
import { equityAt } from "./buying-power.ts";
import type { Wish } from "./call-fill.ts";
import type { Act } from "./signal-rules.ts";

/** When orders are sized: the moment of the book's bar, and the asset's price there. */
export interface SizingPoint {
  readonly book: OrderBook;
  readonly moment: number;
  readonly reference: number;
}

/**
 * What an act wants, its size given by an entry (null: all there is). Throws StrategyError for an entry for a share that
 * would turn a position around.
 */
export function actWish(
  at: SizingPoint,
  { reducesOnly, closes, ofSize }: Act,
  asset: number,
  sizedBy: WorkingOrder | null,
  isWhole: boolean,
): Wish {
  const share = Number.NaN;
  if (!ofSize) return { units: closes, share, reducesOnly, isWhole };
  const size = sizedBy === null ? { units: Number.POSITIVE_INFINITY, share } : sizeOf(at, sizedBy);
  if (closes === 0) return { ...size, reducesOnly, isWhole };
  if (closes > 0 && size.share === size.share) throw turningByShare(at.book, asset);
  return { units: closes + size.units, share: size.share, reducesOnly, isWhole };
}

/** What an order wants that is no signal; a share of nothing closes. */
export function orderWish(at: SizingPoint, order: WorkingOrder): Wish {
  const { reduceOnly: reducesOnly, fraction, timeInForce } = order;
  const isWhole = timeInForce === "fok";
  if (fraction !== 0) return { ...sizeOf(at, order), reducesOnly, isWhole };
  return { units: at.book.standingAgainst(order), share: Number.NaN, reducesOnly: true, isWhole };
}

/** The size that an order gives: units, or money turned into units, or a share of what there is. */
function sizeOf(
  { book, moment, reference }: SizingPoint,
  order: WorkingOrder,
): Pick<Wish, "units" | "share" | "money"> {
  const { quantity, cash, fraction, unitValue } = order;
  const share = Number.NaN;
  if (quantity === quantity) return { units: quantity, share };
  if (cash === cash && unitValue !== unitValue) return { units: cash / reference, share, money: cash };
  if (fraction !== fraction || unitValue === unitValue) {
    return { units: order.shareUnits(equityAt(book, moment), reference), share };
  }
  if (fraction === 0) return { units: 0, share };
  return { units: Number.POSITIVE_INFINITY, share: fraction === book.allEquity ? share : fraction };
}

function turningByShare({ market, bar }: OrderBook, asset: number): StrategyError {
  return new StrategyError({
    code: "turn-by-fraction",
    message:
      "An entry for a fraction would turn a position around, and vectorbt does not say what it is a fraction of.",
    where: { symbol: market.assets[asset]!.symbol, bar },
    help: "Give the entry a quantity or cash, leave its size away (all there is), or exit on the bar before.",
  });
}
