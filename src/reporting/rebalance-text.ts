import { counted, formatPercent } from "./format.ts";

const SHARES: ReadonlySet<string> = new Set([
  ...["drift", "volatilityChange", "volatilityAbove", "volatilityBelow"],
  ...["band", "bandRelative", "cashBuffer", "turnoverCap"],
]);

/** When weights were asked for, and which trades were left out, as the header says it: "rebalance quarterly, band 1.0 %". */
export function rebalanceText(rebalance: unknown): readonly string[] {
  if (typeof rebalance !== "object" || rebalance === null) return [];
  const { every, on, ...others } = rebalance as Readonly<Record<string, unknown>>;
  const often =
    every === undefined ? [] : [typeof every === "number" ? `every ${counted(every, "bar")}` : String(every)];
  const day = on === "first" ? ["on the first day"] : [];
  const said = Object.entries(others).map(([key, value]) => {
    return `${key} ${SHARES.has(key) && typeof value === "number" ? formatPercent(value, { digits: 1 }) : value}`;
  });
  return [`rebalance ${[...often, ...day, ...said].join(", ")}`];
}
