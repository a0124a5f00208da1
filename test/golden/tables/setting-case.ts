import type { Profile } from "#engine/profile";
import type { Action } from "../../differential/case.ts";
import { type Bar, buy, type Placed, sell } from "./table.ts";

/** One setting over the profile ivy: what it does with a table with it, or the code of its refusal. */
export interface SettingCase {
  readonly name: string;
  readonly settings: Partial<Profile>;
  readonly bars: readonly Bar[];
  readonly orders: Readonly<Record<number, readonly Placed[]>>;
  readonly acts?: readonly Action[];
  readonly why: string;
  readonly expect: readonly string[];
}

export const stopAt98 = { 0: [buy()], 1: [sell({ type: "stop", stop: 98 })] };
export const limitAt98 = { 0: [buy({ type: "limit", limit: 98 })] };

/** Enters long after bar `at`, with no size. */
export function enter(at: number): Action {
  return { do: "enter", at, symbol: "A", side: "long" };
}
