import { nearest } from "#base/nearest";
import type { Objection } from "./review-order.ts";

/** An option may clash with another, */
const CLASHES_WITH_SOME = 1;
/** or is a word, a flag or a time, which is looked at. Most orders have none of either. */
const IS_WORD = 2;

/** What an order may say. A name beside these would be passed over, and the order would be another than was meant. */
const NAMES: ReadonlyMap<string, number> = new Map([
  ["quantity", 0],
  ["cash", 0],
  ["fraction", 0],
  ["stopLoss", 0],
  ["takeProfit", 0],
  ["confidence", 0],
  ["tag", IS_WORD],
  ["limit", 0],
  ["stop", 0],
  ["trail", CLASHES_WITH_SOME],
  ["limitOffset", CLASHES_WITH_SOME],
  ["oco", IS_WORD],
  ["closes", CLASHES_WITH_SOME],
  ["timeInForce", IS_WORD],
  ["until", IS_WORD],
  ["atClose", CLASHES_WITH_SOME | IS_WORD],
  ["atOpen", CLASHES_WITH_SOME | IS_WORD],
]);

const EXIT_NAMES = new Set(["tag"]);

/** Why the options of an order cannot be: a name that does not exist, two that clash, a wrong word. Null: nothing against them. */
export function reviewOptions(options: object): Objection | null {
  if (typeof options !== "object" || options === null) return noOptions(options);
  let kinds = 0;
  for (const name in options) {
    const kind = NAMES.get(name);
    if (kind === undefined) return objection("An order", name, NAMES.keys());
    kinds |= kind;
  }
  const clash = (kinds & CLASHES_WITH_SOME) === 0 ? null : clashOf(options);
  return clash ?? ((kinds & IS_WORD) === 0 ? null : wrongWord(options));
}

/** The same of the options of an exit, which closes all that is held. */
export function reviewExitOptions(options: object): Objection | null {
  if (typeof options !== "object" || options === null) {
    const { code, message } = noOptions(options, "An exit");
    return { code, message, help: 'exit closes all that is held: exit(), or exit({ tag: "why" }).' };
  }
  for (const name in options) {
    if (EXIT_NAMES.has(name)) continue;
    const { code, message } = objection("An exit", name, EXIT_NAMES.keys());
    const help = "exit closes all that is held and takes a tag only. A part of it: sell (long) or buy (short).";
    return { code, message, help };
  }
  return null;
}

/** A bare number has no option in it: passed over, the order would be for all of equity. */
function noOptions(options: unknown, what = "An order"): Objection {
  const said = options === undefined ? "nothing" : typeof options === "string" ? `"${options}"` : String(options);
  const example = typeof options === "number" && options > 0 && options < Number.POSITIVE_INFINITY ? options : 100;
  return {
    code: "order-option",
    message: `${what} is given ${said} in the place of its options.`,
    help: `Say what it means: { quantity: ${example} } in units, { cash: 5000 } in money, { fraction: 0.5 } of equity.`,
  };
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

function clashOf(options: object): Objection | null {
  const given = options as Readonly<Record<string, unknown>>;
  const isGiven = (name: string) => given[name] !== undefined && given[name] !== false;
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

const FORCES: ReadonlySet<unknown> = new Set(["gtc", "day", "gtd", "ioc", "fok"]);

/** Why a time in force cannot be; null: nothing against it. */
export function wrongForce(timeInForce: unknown): Objection | null {
  if (FORCES.has(timeInForce)) return null;
  const near = typeof timeInForce === "string" ? nearest(timeInForce.toLowerCase(), [...FORCES] as string[]) : null;
  return {
    code: "order-option",
    message: `There is no time in force "${timeInForce}".`,
    help: `${near === null ? "" : `Did you mean "${near}"? `}There are ${[...FORCES].join(", ")}.`,
  };
}

/** Words, flags and times that an order may have, and its time in force. */
function wrongWord(options: object): Objection | null {
  const { timeInForce, until, oco, tag, atOpen, atClose } = options as Readonly<Record<string, unknown>>;
  const force = timeInForce === undefined ? null : wrongForce(timeInForce);
  if (force !== null) return force;
  if (oco !== undefined && (typeof oco !== "string" || oco === "")) return noWord("oco", oco);
  if (tag !== undefined && typeof tag !== "string") return noWord("tag", tag);
  if (atOpen !== undefined && typeof atOpen !== "boolean") return noFlag("atOpen", atOpen);
  if (atClose !== undefined && typeof atClose !== "boolean") return noFlag("atClose", atClose);
  return (until ?? timeInForce) === undefined ? null : wrongUntil(timeInForce, until);
}

function wrongUntil(timeInForce: unknown, until: unknown): Objection | null {
  if (until === undefined ? timeInForce !== "gtd" : timeInForce === "gtd" && Number.isFinite(until)) return null;
  const said = until === undefined ? "no until" : `the until ${until}`;
  return {
    code: "order-option",
    message:
      timeInForce === "gtd"
        ? `An order of the time in force "gtd" has ${said}.`
        : `An order has ${said} and is not "gtd".`,
    help: 'Say both: { timeInForce: "gtd", until: context.time + 5 * 86_400_000 }. Times are milliseconds, as context.time is.',
  };
}

function noWord(name: string, value: unknown): Objection {
  return {
    code: "order-option",
    message: `An order has the ${name} ${value === "" ? "of no letters" : String(value)}, which is no word.`,
    help: `Give a word: ${name}: "first".`,
  };
}

function noFlag(name: string, value: unknown): Objection {
  return {
    code: "order-option",
    message: `An order has the ${name} ${value}.`,
    help: `It is true or false: ${name}: true.`,
  };
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

function objection(what: string, name: string, known: Iterable<string>): Objection {
  const names = [...known];
  const near = nearest(name, names);
  return {
    code: "order-option",
    message: `${what} has the option "${name}", which does not exist.`,
    help: `${near === null ? "" : `Did you mean "${near}"? `}It takes ${names.join(", ")}.`,
  };
}
