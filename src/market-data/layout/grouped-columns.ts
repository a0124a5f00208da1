import { plainName } from "./column-names.ts";
import type { AssetColumns } from "./layout.ts";

const FIELDS = "open|high|low|close|adj(?:usted)? close|adjusted|volume";
const TICKER_FIRST = new RegExp(`^(.+?)[ ._:|/-]+(${FIELDS})$`, "i");
const FIELD_FIRST = new RegExp(`^(${FIELDS})[ ._:|/-]+(.+)$`, "i");

/** Columns that come in groups, one per ticker: AAPL_Open … AAPL_Close, or Close.AAPL. Null where they do not. */
export function groupedAssets(
  names: readonly string[],
  columns: readonly number[],
): readonly [AssetColumns, ...AssetColumns[]] | null {
  const groups = new Map<string, Map<string, number>>();
  for (const column of columns) {
    const name = names[column]!.trim()
      .replace(/^\(?'?|'?\)?$/g, "")
      .replace(/',? ?'/g, " ")
      .replace(/[_\s]+/g, " ");
    const [, ticker, field] = TICKER_FIRST.exec(name) ?? swapped(FIELD_FIRST.exec(name));
    if (ticker === undefined || field === undefined) return null;
    const group = groups.get(ticker) ?? new Map<string, number>();
    const key = plainName(field).replace(/^adj.*/, "adj close");
    if (group.has(key)) return null;
    groups.set(ticker, group.set(key, column));
  }
  const assets: AssetColumns[] = [];
  for (const [symbol, group] of groups) {
    const [open, high, low, close] = ["open", "high", "low", "close"].map((field) => group.get(field));
    if (open === undefined || high === undefined || low === undefined || close === undefined) return null;
    assets.push({
      symbol,
      prices: { kind: "bars", open, high, low, close },
      adjustedClose: group.get("adj close") ?? -1,
      volume: group.get("volume") ?? -1,
      split: -1,
      dividend: -1,
      delisted: -1,
    });
  }
  const [first, ...others] = assets;
  return first === undefined ? null : [first, ...others];
}

function swapped(match: RegExpExecArray | null): readonly (string | undefined)[] {
  return match === null ? [] : [match[0], match[2], match[1]];
}
