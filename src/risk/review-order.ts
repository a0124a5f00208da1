import type { OrderRequest, OrderType } from "#domain/order";

/** What the review needs to know of the asset. */
export interface AssetFacts {
  readonly symbol: string;
  /** One close per bar: nothing is known of what happened inside. */
  readonly closeOnly: boolean;
  /** Made of several assets: highs and lows are bounds, at which nothing need have been traded. */
  readonly boundsOnly?: boolean;
  /** Last close. */
  readonly close: number;
}

/** Why an order cannot be: what is wrong with it, and what to do. */
export interface Objection {
  readonly code: string;
  readonly message: string;
  readonly help: string;
}

/** Looks at an order before it reaches the venue. Null: nothing against it. */
export function reviewOrder(request: OrderRequest, facts: AssetFacts): Objection | null {
  return wrongSize(request) ?? wrongLevel(request) ?? wrongForData(request, facts);
}

function wrongSize({ quantity, cash, fraction }: OrderRequest): Objection | null {
  const count = Number(quantity !== undefined) + Number(cash !== undefined) + Number(fraction !== undefined);
  if (count === 1) {
    const value = quantity !== undefined ? quantity : cash !== undefined ? cash : fraction!;
    // A fraction of 0 closes.
    if (Number.isFinite(value) && (value > 0 || (fraction !== undefined && value === 0))) return null;
    const name = quantity !== undefined ? "quantity" : cash !== undefined ? "cash" : "fraction";
    return {
      code: "order-size",
      message: `An order has the ${name} ${value}.`,
      help: "A size must be a number above zero. NaN comes from a column that is not defined yet, or from 0/0.",
    };
  }
  const names = Object.entries({ quantity, cash, fraction }).flatMap(([name, value]) =>
    value === undefined ? [] : name,
  );
  return {
    code: "order-size",
    message: count === 0 ? "An order has no size." : `An order has two sizes: ${names.join(" and ")}.`,
    help: "Give one of quantity (units), cash (money) and fraction (share of equity).",
  };
}

function wrongLevel({ limit, stop, limitOffset, trail, bracket }: OrderRequest): Objection | null {
  if (limit !== undefined && !isPrice(limit)) return wrongPrice("limit", limit);
  if (stop !== undefined && !isPrice(stop)) return wrongPrice("stop", stop);
  if (limitOffset !== undefined && !Number.isFinite(limitOffset)) {
    return {
      code: "order-level",
      message: `An order has the limitOffset ${limitOffset}.`,
      help: "Give it in the currency of the price: 0.5 lets a sale accept half a unit less than its stop.",
    };
  }
  const ofTrail = trail === undefined ? null : wrongDistance("trail", trail);
  if (ofTrail !== null || bracket === undefined) return ofTrail;
  const ofStop = bracket.stop === undefined ? null : wrongDistance("stopLoss", bracket.stop);
  return ofStop ?? (bracket.target === undefined ? null : wrongDistance("takeProfit", bracket.target));
}

function isPrice(level: number): boolean {
  return Number.isFinite(level) && level > 0;
}

function wrongPrice(name: string, level: number): Objection {
  return {
    code: "order-level",
    message: `An order has the ${name} price ${level}.`,
    help: "A price must be a number above zero.",
  };
}

/** Why a level that is a distance or a price cannot be; null: nothing against it. */
export function wrongDistance(name: string, level: object): Objection | null {
  if (isGood(level, name)) return null;
  const said = levelOf(level);
  const isTrail = name === "trail" || (typeof level === "object" && level !== null && "trail" in level);
  const units = isTrail ? DISTANCES : LEVELS;
  if (said !== null && Number.isFinite(said.value) && said.value > 0 && units.has(said.unit)) return null;
  const value = said === null ? String(level) : units.has(said.unit) ? String(said.value) : `{ ${said.unit} }`;
  const orPrice = isTrail ? "" : "a price, or as ";
  return {
    code: "order-level",
    message: `An order has a ${name} of ${value}.`,
    help: `Give ${name} as ${orPrice}a distance above zero: { fraction: 0.02 } or { amount: 1.5 }.`,
  };
}

/** What nearly every level is: one number above zero. Whatever else it may be is looked at key by key. */
function isGood(level: object | null, name: string): boolean {
  if (typeof level !== "object" || level === null) return false;
  const { price, fraction, amount, trail } = level as { readonly [unit: string]: unknown };
  if (trail !== undefined) return false;
  if (price !== undefined) return typeof price === "number" && name !== "trail" && isPrice(price);
  if (fraction === undefined) return typeof amount === "number" && isPrice(amount);
  return amount === undefined && typeof fraction === "number" && isPrice(fraction);
}

const DISTANCES: ReadonlySet<string> = new Set(["fraction", "amount"]);
const LEVELS: ReadonlySet<string> = new Set(["fraction", "amount", "price"]);

/** The first thing that a level says; null where it says nothing, as a bare number does. */
function levelOf(level: object): { unit: string; value: number } | null {
  const inner = typeof level === "object" && level !== null && "trail" in level ? level.trail : level;
  const [first] = typeof inner === "object" && inner !== null ? Object.entries(inner) : [];
  return first === undefined ? null : { unit: first[0], value: Number(first[1]) };
}

const AT_A_MOMENT: ReadonlySet<OrderType> = new Set<OrderType>(["market", "marketOnOpen", "marketOnClose"]);

function wrongForData(request: OrderRequest, facts: AssetFacts): Objection | null {
  const isBounds = facts.boundsOnly === true;
  if (!isBounds && !facts.closeOnly) return null;
  if (AT_A_MOMENT.has(request.type) && request.bracket === undefined) return null;
  if (isBounds) return onBounds(facts.symbol);
  return {
    code: "close-only",
    message: `${facts.symbol} has closes only: a limit, stop, stop loss or target cannot be judged within its bars.`,
    help: "Use market orders on these prices, or prices with open, high and low.",
  };
}

function onBounds(symbol: string): Objection {
  return {
    code: "bounds-only",
    message: `${symbol} is made of several assets: nobody knows in which order they moved within a bar, so that a limit, stop, stop loss or target cannot be judged there.`,
    help: "Use market orders on it, or trade its legs.",
  };
}
