import { nearest } from "#base/nearest";
import type { Objection } from "./review-order.ts";

/** What an order may say. A name beside these would be passed over, and the order would be another than was meant. */
const NAMES = new Set([
  "quantity",
  "cash",
  "fraction",
  "stopLoss",
  "takeProfit",
  "confidence",
  "tag",
  "limit",
  "stop",
  "trail",
  "limitOffset",
  "oco",
  "closes",
  "timeInForce",
  "until",
  "atClose",
  "atOpen",
]);

const EXIT_NAMES = new Set(["tag"]);

/** Why the options of an order cannot be; null: nothing against their names. */
export function unknownOption(options: object): Objection | null {
  for (const name in options) if (!NAMES.has(name)) return objection("An order", name, NAMES);
  return null;
}

/** The same of the options of an exit, which closes all that is held. */
export function unknownExitOption(options: object): Objection | null {
  for (const name in options) {
    if (EXIT_NAMES.has(name)) continue;
    const { code, message } = objection("An exit", name, EXIT_NAMES);
    const help = "exit closes all that is held and takes a tag only. A part of it: sell (long) or buy (short).";
    return { code, message, help };
  }
  return null;
}

/** Options that cannot stand together: one of them would be passed over. */
const CLASHES = [
  ["atClose", "limit"],
  ["atClose", "stop"],
  ["atClose", "trail"],
  ["atOpen", "limit"],
  ["atOpen", "stop"],
  ["atOpen", "trail"],
  ["atOpen", "atClose"],
  ["trail", "stop"],
  ["trail", "limit"],
  ["closes", "fraction"],
  ["closes", "cash"],
  ["closes", "stopLoss"],
  ["closes", "takeProfit"],
] as const;

/** One of these is in every clash: most orders have none of them. */
const MAY_CLASH: ReadonlySet<string> = new Set([...CLASHES.map(([one]) => one), "limitOffset"]);

/** Why options of an order cannot stand together; null: nothing against them. */
export function clashingOptions(options: object): Objection | null {
  const given = options as Readonly<Record<string, unknown>>;
  const isGiven = (name: string) => given[name] !== undefined && given[name] !== false;
  let mayClash = false;
  for (const name in options) if (MAY_CLASH.has(name)) mayClash = true;
  if (!mayClash) return null;
  const clash = CLASHES.find(([one, other]) => isGiven(one) && isGiven(other));
  if (clash !== undefined) {
    return {
      code: "order-option",
      message: `An order has both ${clash[0]} and ${clash[1]}.`,
      help: helpOnClash(clash[0]),
    };
  }
  if (!isGiven("limitOffset") || isGiven("trail")) return null;
  return {
    code: "order-option",
    message: "An order has a limitOffset and no trail.",
    help: "limitOffset is the distance of the limit from a trailing stop. A stop-limit takes stop and limit.",
  };
}

function helpOnClash(first: string): string {
  if (first === "trail") {
    return "A trailing stop starts from the close: leave the level out. limitOffset makes it a limit once it is met.";
  }
  if (first === "closes")
    return "An order that closes an entry takes a quantity of it, or all of it: leave the other out.";
  return "An order fills at a moment or at a level: leave one of the two out, or place two orders.";
}

/** Why a confidence cannot be; null: it is a number from 0 to 1. */
export function wrongConfidence(confidence: number): Objection | null {
  if (typeof confidence === "number" && confidence >= 0 && confidence <= 1) return null;
  return {
    code: "order-confidence",
    message: `An order has the confidence ${confidence}.`,
    help: "Give a number from 0 to 1: it scales the size. NaN comes from a column that is not defined yet, or from 0/0.",
  };
}

function objection(what: string, name: string, names: ReadonlySet<string>): Objection {
  const near = nearest(name, names);
  return {
    code: "order-option",
    message: `${what} has the option "${name}", which does not exist.`,
    help: `${near === null ? "" : `Did you mean "${near}"? `}It takes ${[...names].join(", ")}.`,
  };
}
