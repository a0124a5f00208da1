import { nearest } from "#base/nearest";
import type { OrderChanges, OrderType } from "#domain/order";
import { wrongForce } from "./order-options.ts";
import { type Objection, wrongDistance } from "./review-order.ts";

/** What of each kind of order may be another, beside its quantity and times. */
const LEVELS: Readonly<Record<OrderType | "bracket stop" | "bracket target", readonly (keyof OrderChanges)[]>> = {
  market: [],
  marketOnOpen: [],
  marketOnClose: [],
  limit: ["limit"],
  stop: ["stop"],
  stopLimit: ["stop", "limit"],
  trailing: ["trail"],
  trailingLimit: ["trail"],
  "bracket stop": ["stop", "trail"],
  "bracket target": ["limit"],
};

/** What the review needs to know of the order that is to be changed. */
interface Changed {
  readonly type: keyof typeof LEVELS;
  readonly isShare?: boolean;
}

/** Looks at a change of an order before it reaches the venue. Null: nothing against it. `order` is null when it is gone. */
export function reviewChanges(changes: OrderChanges, order: Changed | null): Objection | null {
  if (typeof changes !== "object" || changes === null) {
    const message = `An order is replaced by ${changes === undefined ? "nothing" : String(changes)}.`;
    return { code: "order-option", message, help: "Say what is to be another: replace(id, { quantity: 100 })." };
  }
  const names = Object.keys(changes) as (keyof OrderChanges)[];
  const known = ["quantity", "limit", "stop", "trail", "timeInForce", "until"];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const near = nearest(unknown, known);
    return {
      code: "order-option",
      message: `An order cannot be replaced by another "${unknown}".`,
      help: `${near === null ? "" : `Did you mean "${near}"? `}replace takes ${known.join(", ")}.`,
    };
  }
  if (names.every((name) => changes[name] === undefined)) {
    return { code: "order-option", message: "An order is replaced by nothing new.", help: `Give ${known.join(", ")}.` };
  }
  return wrongValue(changes) ?? (order === null ? null : notItsOwn(names, order));
}

function wrongValue(changes: OrderChanges): Objection | null {
  for (const name of ["quantity", "limit", "stop", "until"] as const) {
    const value = changes[name];
    if (value === undefined || (Number.isFinite(value) && value > 0)) continue;
    return {
      code: name === "quantity" ? "order-size" : "order-level",
      message: `An order is replaced by one with the ${name} ${value}.`,
      help: "Give a number above zero. NaN comes from a column that is not defined yet, or from 0/0.",
    };
  }
  const force = changes.timeInForce === undefined ? null : wrongForce(changes.timeInForce);
  if (force !== null) return force;
  return changes.trail === undefined ? null : wrongDistance("trail", changes.trail);
}

function notItsOwn(names: readonly (keyof OrderChanges)[], { type, isShare }: Changed): Objection | null {
  const isLeg = type === "bracket stop" || type === "bracket target";
  const may: readonly string[] = isLeg ? LEVELS[type] : ["quantity", "timeInForce", "until", ...LEVELS[type]];
  const other = names.find((name) => !may.includes(name));
  if (other !== undefined) {
    return {
      code: "order-option",
      message: `An order of type ${type} has no ${other} to replace.`,
      help: `What may be replaced of it: ${may.join(", ")}. Else cancel it, and place another.`,
    };
  }
  if (!isShare || !names.includes("quantity")) return null;
  return {
    code: "order-size",
    message: "The quantity of an order for a share of equity cannot be replaced.",
    help: "Its size is worked out at the fill. Cancel it, and place another.",
  };
}
