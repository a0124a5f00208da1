import { ConfigError } from "#base/errors";
import type { Profile } from "#engine/profile";
import type { Action, BarRow } from "../../differential/case.ts";
import { play } from "../../differential/play.ts";

/** The profiles for which every table says what fills. */
export const NAMES = [
  "ivy",
  "pessimistic",
  "backtesting-py",
  "backtrader",
  "vectorbt",
  "zipline",
  "lean-like",
] as const;
export type Name = (typeof NAMES)[number];

/** Open, high, low, close and, where a table needs it, volume; one bar a day. */
export type Bar = readonly [open: number, high: number, low: number, close: number, volume?: number];
export type Placed = Omit<Action & { do: "place" }, "do" | "at" | "id">;

/** What a profile does with a table, worked by hand: `why` is the working. */
export type Outcome =
  | { readonly fills: readonly string[]; readonly why: string }
  /** The code of the error that stops the run, or keeps it from starting. */
  | { readonly refused: string; readonly why: string }
  /** As another profile does, for the same reason. */
  | Name;

export interface TableCase {
  /** What the bars do to the orders. */
  readonly name: string;
  readonly bars: readonly Bar[];
  /** Orders placed after the close of each bar. */
  readonly orders: Readonly<Record<number, readonly Placed[]>>;
  /** What else is done; the orders are named "1.0" for the first of bar 1. */
  readonly acts?: readonly Action[];
  /** What differs from the profile without costs and volume cap, in whole lots, which leaves open what is open at the end. */
  readonly settings?: Partial<Profile>;
  readonly cash?: number;
  readonly expect: Readonly<Record<Name, Outcome>>;
}

/** 10 units at the market unless said. */
export function buy(rest: Partial<Placed> = {}): Placed {
  return { side: "buy", type: "market", quantity: 10, ...rest };
}

/** 10 units at the market unless said. */
export function sell(rest: Partial<Placed> = {}): Placed {
  return { side: "sell", type: "market", quantity: 10, ...rest };
}

export function does(why: string, ...fills: string[]): Outcome {
  return { why, fills };
}

export function refused(refused: string, why: string): Outcome {
  return { refused, why };
}

/** A bar at one price. */
export function flat(price: number, volume?: number): Bar {
  return volume === undefined ? [price, price, price, price] : [price, price, price, price, volume];
}

export const still = flat(100);
export const noSuchOrder = refused("profile-order", "vectorbt has market orders, and a stop and target of a position");
export const noSuchTime = refused("not-in-profile", "its orders rest until they fill, for a day or to a date");

const DAY = 86_400_000;
const FREE: Partial<Profile> = {
  commission: "none",
  slippage: "none",
  borrow: 0,
  participation: null,
  lots: "whole",
  lastBar: "stayOpen",
};

/** Plays a table under a profile: "bar quantity@price" of each fill, or the code of the refusal. */
export function playTable(
  { name, bars, orders, acts = [], settings = {}, cash = 10_000 }: Omit<TableCase, "expect">,
  profile: string,
): { readonly fills: readonly string[] } | { readonly refused: string } {
  const rows = bars.map(([open, high, low, close, volume = 1_000_000], i): BarRow => {
    return [i * DAY, open, high, low, close, volume];
  });
  const placed = Object.entries(orders).flatMap(([at, list]) =>
    list.map((order, i): Action => ({ do: "place", at: Number(at), id: `${at}.${i}`, symbol: "A", ...order })),
  );
  const actions = [...placed, ...acts].sort((a, b) => a.at - b.at);
  const nothing = { fills: [], equity: [] };
  const all = { ...FREE, ...settings };
  try {
    const done = play({ name, cash, bars: { A: rows }, from: 0, settings: all, actions, expect: nothing }, profile);
    if (done.refused !== undefined) return { refused: done.refused };
    const said = done.fills.map(({ bar, quantity, price }) => `${bar} ${quantity}@${Number(price.toFixed(9))}`);
    return { fills: said };
  } catch (error) {
    if (error instanceof ConfigError) return { refused: error.code };
    throw error;
  }
}

/** The outcome that is written out, where one profile does as another. */
export function outcomeOf({ expect, name }: TableCase, profile: Name): Exclude<Outcome, Name> {
  let outcome = expect[profile];
  for (let step = 0; typeof outcome === "string"; step++) {
    if (step > NAMES.length) throw new Error(`"${name}" refers ${profile} round in a circle`);
    outcome = expect[outcome];
  }
  return outcome;
}
