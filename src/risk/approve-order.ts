import type { Mutable } from "#base/mutable";
import type { Bracket, OrderRequest } from "#domain/order";
import type { RiskDesk } from "./risk-desk.ts";
import type { SizedOrder } from "./sizer.ts";

/** What risk makes of an order when it is placed. */
export interface Approval {
  readonly request: OrderRequest;
  /** Why it opens nothing; null: it may. */
  readonly reason: string | null;
  /** Nothing of it works. Where it is not, it closes what stands against it all the same. */
  readonly isRefused: boolean;
}

/** What the desk needs to know of an order beside what it asks for. */
export interface OrderFacts {
  /** The strategy gave it a size. */
  readonly isSized: boolean;
  /** 0 to 1: scales whichever size it has. */
  readonly confidence: number;
  /** Units held of its asset, signed. */
  readonly held: number;
  readonly floorToLot: (quantity: number) => number;
}

/**
 * Gives an order its size after the close of `bar`, and refuses one that may not open anything. What stands against a
 * refused order is closed all the same: leaving a position is nobody's risk.
 */
export function approveOrder(asked: OrderRequest, facts: OrderFacts, desk: RiskDesk | null, bar: number): Approval {
  const { isSized, confidence, held, floorToLot } = facts;
  let request = asked;
  let reason = asked.reduceOnly === true ? null : (desk?.stopped ?? null);
  if (isSized) desk?.sizer.passBy();
  if (!isSized && desk !== null && reason === null) {
    const answer = desk.sizer.sizeAt(asked.asset, bar);
    if (typeof answer === "string") reason = answer;
    else request = sizedBy(asked, answer);
  }
  if (confidence < 1 && reason === null) {
    if (confidence === 0) reason = "risk: confidence 0";
    else {
      request = scaled(request, confidence, floorToLot);
      if (request.quantity === 0) reason = `risk: confidence ${confidence} leaves less than a lot`;
    }
  }
  if (reason === null) return { request, reason, isRefused: false };
  const closes = held * (asked.side === "buy" ? 1 : -1) < 0;
  // What a sized order would open is looked at again at the fill, after it has closed what stands against it.
  if (closes && isSized && desk?.stopped === reason) return { request, reason: null, isRefused: false };
  const leaves = closes && asked.quantity === undefined;
  return { request: leaves ? closingOnly(asked) : asked, reason, isRefused: !leaves };
}

/**
 * The order with that size in the place of its own. Key by key, and not as spread pieces: those have many shapes, and whoever
 * reads them later is slow.
 */
function sizedBy(asked: OrderRequest, { fraction, cash, unitValue, stopDistance }: SizedOrder): OrderRequest {
  const { asset, side, type, limit, stop, trail, limitOffset, timeInForce, until } = asked;
  const { group, oco, reduceOnly, nets, signal, closes, tag } = asked;
  const request: Mutable<OrderRequest> = { asset, side, type };
  if (cash !== undefined) request.cash = cash;
  if (fraction !== undefined) request.fraction = fraction;
  if (unitValue !== undefined) request.unitValue = unitValue;
  if (limit !== undefined) request.limit = limit;
  if (stop !== undefined) request.stop = stop;
  if (trail !== undefined) request.trail = trail;
  if (limitOffset !== undefined) request.limitOffset = limitOffset;
  if (timeInForce !== undefined) request.timeInForce = timeInForce;
  if (until !== undefined) request.until = until;
  if (group !== undefined) request.group = group;
  if (oco !== undefined) request.oco = oco;
  if (reduceOnly !== undefined) request.reduceOnly = reduceOnly;
  if (nets !== undefined) request.nets = nets;
  if (signal !== undefined) request.signal = signal;
  if (closes !== undefined) request.closes = closes;
  if (tag !== undefined) request.tag = tag;
  const bracket = bracketWith(asked, stopDistance);
  if (bracket !== undefined) request.bracket = bracket;
  return request;
}

/** A stop at that distance, where the order has none of its own. */
function bracketWith({ bracket }: OrderRequest, stopDistance: number | undefined): Bracket | undefined {
  if (stopDistance === undefined || bracket?.stop !== undefined) return bracket;
  const stop = { amount: stopDistance };
  return bracket?.target === undefined ? { stop } : { stop, target: bracket.target };
}

function scaled(request: OrderRequest, by: number, floorToLot: (quantity: number) => number): OrderRequest {
  const { quantity, cash, fraction } = request;
  return {
    ...request,
    ...(quantity !== undefined && { quantity: floorToLot(quantity * by) }),
    ...(cash !== undefined && { cash: cash * by }),
    ...(fraction !== undefined && { fraction: fraction * by }),
  };
}

/** The part of an order that leaves what stands against it: a share of nothing. */
function closingOnly({ quantity: _, cash: __, unitValue: ___, bracket: ____, ...request }: OrderRequest): OrderRequest {
  return { ...request, fraction: 0 };
}
