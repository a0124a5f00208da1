import { ConfigError } from "#base/errors";
import type { OrderRequest } from "#domain/order";
import type { Objection } from "#risk/review-order";
import type { BookSetup } from "../book-setup.ts";
import { keepTo, type Rules } from "./keep-to.ts";

/** What settings may say where orders fill in the order of the call: vectorbt has no other. */
const SCOPE: Rules = {
  triggerOn: ["range"],
  stopTrigger: ["touch"],
  limitFill: ["touch"],
  stopFill: ["levelOrOpen", "close"],
  limitImprove: [true],
  trailOn: ["extreme"],
  childrenFrom: ["nextBar"],
  stopLimitSameBar: ["proven"],
  stopBeforeTarget: [true],
  uncertainStop: ["ignored"],
  reentryOnExitBar: [false],
  cash: ["trim"],
  sizing: ["fill"],
  allEquity: [1],
  freeEquity: [0],
  feeBase: ["inside"],
  slippageOn: ["all", "notStops"],
  leverage: [1],
  shortMargin: [0, 1],
  maintenanceMargin: [0],
  participation: [null],
};

/** Throws ConfigError for a setting that this way to fill cannot honour. */
export function checkScope({ profile, slippage }: Pick<BookSetup, "profile" | "slippage">): void {
  keepTo(profile, SCOPE);
  if (slippage.slippedOn === undefined) return;
  throw new ConfigError({
    code: "profile-setting",
    message: `The profile ${profile.name} cannot have the slippage ${slippage.name}: its orders are sized before they fill.`,
    where: { key: "slippage", received: slippage.name, expected: "none, or basis points such as 5bps" },
    help: "Give it as a share of the price, or take another profile: --profile ivy",
  });
}

const WORDS: Readonly<Record<string, string>> = {
  stopLimit: "stop-limit",
  trailing: "trailing stop",
  trailingLimit: "trailing stop-limit",
  marketOnClose: "market-on-close",
  marketOnOpen: "market-on-open",
};

/** Why an order is none that vectorbt knows; null: it does. */
export function foreignOrder({ type, group, oco }: OrderRequest): Objection | null {
  if (type !== "market") return objection(`a ${WORDS[type] ?? type} order`);
  if (group !== undefined) return objection("a group of orders that fill together");
  return oco === undefined ? null : objection("a pair of orders of which one cancels the other");
}

function objection(what: string): Objection {
  return {
    code: "profile-order",
    message: `Under this profile there is no such thing as ${what}.`,
    help: "Like vectorbt it has market orders, one after the other, and the stopLoss and takeProfit of their position.\nAll orders: --profile ivy",
  };
}
