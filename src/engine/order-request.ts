import type { Mutable } from "#base/mutable";
import type { Bracket, OrderRequest, OrderType } from "#domain/order";
import type { EntryOptions, OrderOptions } from "#strategy/context";

/** What the handle adds to what a strategy says. */
export interface RequestFacts {
  readonly asset: number;
  readonly side: OrderRequest["side"];
  /** Share of equity of an order without a size. */
  readonly allEquity: number;
  readonly group: string | null;
}

/**
 * An order as the venue takes it, from the options of a strategy. Key by key, and not as spread pieces: a run with brackets
 * makes tens of thousands of them, at a fifteenth of the time.
 */
export function requestOf(
  options: OrderOptions,
  { asset, side, allEquity, group }: RequestFacts,
): Mutable<OrderRequest> {
  const { quantity, cash, fraction, limit, stop, trail, limitOffset, oco, timeInForce, until, tag } = options;
  const request: Mutable<OrderRequest> = { asset, side, type: typeOf(options) };
  if (quantity !== undefined) request.quantity = quantity;
  if (cash !== undefined) request.cash = cash;
  if (fraction !== undefined) request.fraction = fraction;
  if (quantity === undefined && cash === undefined && fraction === undefined) request.fraction = allEquity;
  if (limit !== undefined) request.limit = limit;
  if (stop !== undefined) request.stop = stop;
  if (trail !== undefined) request.trail = trail;
  if (limitOffset !== undefined) request.limitOffset = limitOffset;
  if (oco !== undefined) request.oco = oco;
  if (timeInForce !== undefined) request.timeInForce = timeInForce;
  if (until !== undefined) request.until = until;
  if (tag !== undefined) request.tag = tag;
  const bracket = bracketOf(options);
  if (bracket !== null) request.bracket = bracket;
  if (group !== null) request.group = group;
  return request;
}

function typeOf({ limit, stop, trail, limitOffset, atClose, atOpen }: OrderOptions): OrderType {
  if (trail !== undefined) return limitOffset === undefined ? "trailing" : "trailingLimit";
  if (stop !== undefined) return limit === undefined ? "stop" : "stopLimit";
  if (limit !== undefined) return "limit";
  if (atOpen === true) return "marketOnOpen";
  return atClose === true ? "marketOnClose" : "market";
}

function bracketOf({ stopLoss, takeProfit }: EntryOptions): Bracket | null {
  if (stopLoss === undefined) return takeProfit === undefined ? null : { target: takeProfit };
  return takeProfit === undefined ? { stop: stopLoss } : { stop: stopLoss, target: takeProfit };
}
