import { nearest } from "#base/nearest";
import type { Objection } from "./review-order.ts";

/** What an order may say. A name beside these would be passed over, and the order would be another than was meant. */
const NAMES = new Set([
  "quantity",
  "cash",
  "fraction",
  "stopLoss",
  "takeProfit",
  "tag",
  "limit",
  "stop",
  "trail",
  "oco",
  "timeInForce",
  "until",
  "atClose",
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

function objection(what: string, name: string, names: ReadonlySet<string>): Objection {
  const near = nearest(name, names);
  return {
    code: "order-option",
    message: `${what} has the option "${name}", which does not exist.`,
    help: `${near === null ? "" : `Did you mean "${near}"? `}It takes ${[...names].join(", ")}.`,
  };
}
