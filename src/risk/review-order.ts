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

function wrongSize(request: OrderRequest): Objection | null {
  const sizes = [
    ["quantity", request.quantity],
    ["cash", request.cash],
    ["fraction", request.fraction],
  ] as const;
  const given = sizes.filter(([, value]) => value !== undefined);
  if (given.length !== 1) {
    const names = given.map(([name]) => name).join(" and ");
    return {
      code: "order-size",
      message: given.length === 0 ? "An order has no size." : `An order has two sizes: ${names}.`,
      help: "Give one of quantity (units), cash (money) and fraction (share of equity).",
    };
  }
  const [name, value] = given[0]!;
  const isClosing = name === "fraction" && value === 0;
  if (Number.isFinite(value) && (value! > 0 || isClosing)) return null;
  return {
    code: "order-size",
    message: `An order has the ${name} ${value}.`,
    help: "A size must be a number above zero. NaN comes from a column that is not defined yet, or from 0/0.",
  };
}

function wrongLevel(request: OrderRequest): Objection | null {
  for (const name of ["limit", "stop"] as const) {
    const level = request[name];
    if (level !== undefined && !(Number.isFinite(level) && level > 0)) {
      return {
        code: "order-level",
        message: `An order has the ${name} price ${level}.`,
        help: "A price must be a number above zero.",
      };
    }
  }
  if (request.limitOffset !== undefined && !Number.isFinite(request.limitOffset)) {
    return {
      code: "order-level",
      message: `An order has the limitOffset ${request.limitOffset}.`,
      help: "Give it in the currency of the price: 0.5 lets a sale accept half a unit less than its stop.",
    };
  }
  const distances = [
    ["trail", request.trail],
    ["stopLoss", request.bracket?.stop],
    ["takeProfit", request.bracket?.target],
  ] as const;
  for (const [name, level] of distances) {
    const objection = level === undefined ? null : wrongDistance(name, level);
    if (objection !== null) return objection;
  }
  return null;
}

/** Why a level that is a distance or a price cannot be; null: nothing against it. */
export function wrongDistance(name: string, level: object): Objection | null {
  const said = levelOf(level);
  const isTrail = name === "trail" || (typeof level === "object" && "trail" in level);
  const units = isTrail ? DISTANCES : LEVELS;
  if (said !== null && Number.isFinite(said.value) && said.value > 0 && units.has(said.unit)) return null;
  const value = said === null ? String(level) : units.has(said.unit) ? String(said.value) : `{ ${said.unit} }`;
  const price = isTrail ? "" : "a price, or as ";
  return {
    code: "order-level",
    message: `An order has a ${name} of ${value}.`,
    help: `Give ${name} as ${price}a distance above zero: { fraction: 0.02 } or { amount: 1.5 }.`,
  };
}

const DISTANCES: ReadonlySet<string> = new Set(["fraction", "amount"]);
const LEVELS: ReadonlySet<string> = new Set(["fraction", "amount", "price"]);

/** The first thing that a level says; null where it says nothing, as a bare number does. */
function levelOf(level: object): { unit: string; value: number } | null {
  const inner = typeof level === "object" && "trail" in level ? (level.trail as object) : level;
  const [first] = Object.entries(inner);
  return first === undefined ? null : { unit: first[0], value: Number(first[1]) };
}

const AT_A_MOMENT: ReadonlySet<OrderType> = new Set<OrderType>(["market", "marketOnOpen", "marketOnClose"]);

function wrongForData(request: OrderRequest, facts: AssetFacts): Objection | null {
  const isIntrabar = !AT_A_MOMENT.has(request.type);
  if (!isIntrabar && request.bracket === undefined) return null;
  if (facts.boundsOnly === true) return onBounds(facts.symbol);
  if (!facts.closeOnly) return null;
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
