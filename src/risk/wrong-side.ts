import type { BracketLevel, OrderRequest } from "#domain/order";
import type { Objection } from "./review-order.ts";

/** What is known of the asset when an order is placed. */
export interface PlacingFacts {
  /** Last close; NaN where the asset has no bar. */
  readonly close: number;
  /** Units held, negative when short. */
  readonly position: number;
}

/**
 * Why an order contradicts itself: a bracket on the wrong side of the level at which it enters, a distance that leads to zero
 * or below. Null: nothing against it.
 */
export function contradiction(request: OrderRequest): Objection | null {
  return belowZero(request) ?? wrongBracket(request);
}

/**
 * Why an order that could be right is none at this price: a stop that the price has passed already, over a long or under a
 * short; a bracket on the wrong side of the price at which a market order would enter. Null: nothing against it.
 */
export function passedAlready(request: OrderRequest, { close, position }: PlacingFacts): string | null {
  const { stop, type } = request;
  const direction = request.side === "buy" ? 1 : -1;
  const closes = position * direction < 0;
  if (closes && (type === "stop" || type === "stopLimit") && (close - stop!) * direction >= 0) {
    return `its stop ${stop} lies ${direction < 0 ? "above" : "below"} the price ${close}: it was passed already`;
  }
  if (entryLevel(request) !== null) return null;
  const wrong = wrongLeg(request, close);
  return wrong === null ? null : `${wrong.name} ${wrong.level} lies ${wrong.side} the price ${close}`;
}

/** The price at which an order with levels of its own enters; null of one that takes the market's. */
function entryLevel({ limit, stop }: OrderRequest): number | null {
  return limit ?? stop ?? null;
}

function wrongBracket(request: OrderRequest): Objection | null {
  const entry = entryLevel(request);
  const wrong = entry === null ? null : wrongLeg(request, entry);
  if (wrong === null) return null;
  return {
    code: "bracket-side",
    message: `An order to ${request.side} at ${entry} has ${wrong.name} of ${wrong.level}, ${wrong.side} it.`,
    help:
      request.side === "buy"
        ? "Under a long the stop lies below the entry, the target above it."
        : "Over a short the stop lies above the entry, the target below it.",
  };
}

interface WrongLeg {
  readonly name: string;
  readonly level: number;
  readonly side: "above" | "below" | "at";
}

function wrongLeg({ bracket, side }: OrderRequest, entry: number): WrongLeg | null {
  const direction = side === "buy" ? 1 : -1;
  const legs = [
    ["a stopLoss", bracket?.stop, -direction],
    ["a takeProfit", bracket?.target, direction],
  ] as const;
  for (const [name, leg, away] of legs) {
    const level = leg === undefined || "trail" in leg ? Number.NaN : levelOf(leg, entry, away);
    if (level <= 0) return { name, level, side: "below" };
    if ((level - entry) * away <= 0) {
      return { name, level, side: level > entry ? "above" : level < entry ? "below" : "at" };
    }
  }
  return null;
}

function levelOf(leg: BracketLevel, entry: number, away: number): number {
  if ("price" in leg) return leg.price;
  return "amount" in leg ? entry + away * leg.amount : entry * (1 + away * leg.fraction);
}

/** A fraction of the whole price or more, down: no price is there. */
function belowZero({ side, bracket, trail }: OrderRequest): Objection | null {
  const isBuy = side === "buy";
  const legs: readonly (readonly [string, object | undefined, boolean])[] = [
    ["trail", trail, !isBuy],
    ["stopLoss", bracket?.stop !== undefined && "trail" in bracket.stop ? bracket.stop.trail : bracket?.stop, isBuy],
    ["takeProfit", bracket?.target, !isBuy],
  ];
  for (const [name, leg, isDown] of legs) {
    if (!isDown || leg === undefined || !("fraction" in leg) || (leg.fraction as number) < 1) continue;
    return {
      code: "order-level",
      message: `An order has a ${name} of { fraction: ${leg.fraction} }, which is at or below a price of 0.`,
      help: "A fraction is a part of the price: 0.02 is 2 %.",
    };
  }
  return null;
}

type Levels = Pick<OrderRequest, "limit" | "stop" | "bracket">;

/** Why a level of an order cannot be: it lies between multiples of `tick`, 0 where that is not known. Null: nothing against it. */
export function offTick({ limit, stop, bracket }: Levels, tick: number): Objection | null {
  if (tick === 0) return null;
  const prices = [
    ["limit", limit],
    ["stop", stop],
    ["stopLoss", priceOf(bracket?.stop)],
    ["takeProfit", priceOf(bracket?.target)],
  ] as const;
  for (const [name, price] of prices) {
    const ticks = (price ?? 0) / tick;
    // A tick of 0.01 is no binary number: a price of a few million ticks is off by less than a millionth of one.
    if (Math.abs(ticks - Math.round(ticks)) < 1e-6) continue;
    const near = Number((Math.round(ticks) * tick).toPrecision(12));
    return {
      code: "off-tick",
      message: `An order has the ${name} price ${price}, between the ticks of ${tick}.`,
      help: `The nearest is ${near}. Round it: Math.round(price / ${tick}) * ${tick}`,
    };
  }
  return null;
}

function priceOf(level: object | undefined): number | undefined {
  return level !== undefined && "price" in level ? (level.price as number) : undefined;
}
