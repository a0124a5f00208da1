import type { Market } from "#domain/market";
import type { Opening } from "./opening.ts";
import type { GroupLimit, RiskSettings } from "./settings.ts";
import { shareText } from "./share-text.ts";

/** Exposures that one limit holds together: a position, all of a name or sector, the whole book. */
export interface Family {
  /** The reason that an order keeps which it cuts. */
  readonly reason: string;
  /** Share of equity. */
  readonly limit: number;
  /** Whether the asset counts, by its index. */
  readonly members: Uint8Array;
  /** The asset that counts, where it is the only one. */
  readonly only?: number;
  /** Long less short; else their sum. */
  readonly isNet: boolean;
}

/** The limits of exposure as families over the assets of a market, narrow ones first. */
export function familiesOf({ limits, names, sectors }: RiskSettings, market: Market): readonly Family[] {
  const symbols = market.assets.map(({ symbol }) => symbol);
  const families: Family[] = [];
  const add = (words: string, limit: number, isMember: (symbol: string) => boolean, isNet = false) => {
    const members = Uint8Array.from(symbols, (symbol) => Number(isMember(symbol)));
    const only = members.indexOf(1);
    const isAlone = only >= 0 && members.indexOf(1, only + 1) < 0;
    const family = { reason: `risk: max ${words} ${shareText(limit)}`, limit, members, isNet };
    families.push(isAlone ? { ...family, only } : family);
  };
  if (limits.position !== null) for (const one of symbols) add("position", limits.position, (symbol) => symbol === one);
  const addGroups = (words: string, { each, own }: GroupLimit, groupOf: (symbol: string) => string | undefined) => {
    for (const group of new Set(symbols.map(groupOf))) {
      const limit = group === undefined ? null : (own.get(group) ?? each);
      if (limit !== null) add(`${words} ${group}`, limit, (symbol) => groupOf(symbol) === group);
    }
  };
  addGroups("name", limits.name, (symbol) => names.get(symbol) ?? symbol);
  addGroups("sector", limits.sector, (symbol) => sectors.get(symbol));
  if (limits.gross !== null) add("gross", limits.gross, () => true);
  if (limits.net !== null) add("net", limits.net, () => true, true);
  return families;
}

/** Whether the opening counts towards the family. */
export function counts(family: Family, opening: Opening): boolean {
  return family.members[opening.asset] === 1;
}

/** What the family holds, signed where it is net: the direction in which it may be too much comes from the openings. */
export function heldOf({ members, only, isNet }: Family, values: Float64Array): number {
  if (only !== undefined) return isNet ? values[only]! : Math.abs(values[only]!);
  let held = 0;
  for (let k = 0; k < values.length; k++) {
    if (members[k] === 1) held += isNet ? values[k]! : Math.abs(values[k]!);
  }
  return held;
}
