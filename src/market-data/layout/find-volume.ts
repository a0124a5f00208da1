import { plainName, ROLE_NAMES } from "./column-names.ts";
import type { ColumnFinder } from "./find-columns.ts";
import { cellsOf, mayBeNumbers } from "./sample-cells.ts";
import type { LayoutTable } from "./table-head.ts";

/** Names that say pieces: beside one of them "Volumen" and "Umsatz" are money, as Ariva and Börse Frankfurt write them. */
const PIECES: ReadonlySet<string> = new Set([
  ...["stück", "stücke", "stuecke", "umsatz (stück)", "umsatz (stk)", "umsatz (stk.)", "number of shares"],
]);

/** MetaTrader's count of price changes, which stands beside a volume that brokers of currencies leave at 0. */
const TICKS: ReadonlySet<string> = new Set(["tickvol", "tick volume"]);

/** Volume BTC, Volume_(BTC): of a pair of columns, that in units of the coin. What stands in a currency is money. */
const OF_UNIT = /^volume \(?([a-z][a-z0-9]{1,7})\)?$/;
const MONEY: ReadonlySet<string> = new Set([
  ...["usd", "usdt", "usdc", "busd", "fdusd", "tusd", "dai", "eur", "gbp", "jpy", "krw", "chf", "cad", "aud", "try"],
  ...["currency", "quote", "notional"],
  // Not money, but not pieces either: a thousand of them, a million.
  ...[
    "mln",
    "mio",
    "mn",
    "bn",
    "mm",
    "th",
    "tsd",
    "thousand",
    "thousands",
    "million",
    "millions",
    "lakh",
    "lakhs",
    "crore",
  ],
]);

/**
 * The column of volumes, -1 where there is none: by the person's word or its name; pieces before money; the count of ticks
 * where the volume beside it is nothing but 0.
 * @param isBar the rest of a bar is there, so that weak names count
 */
export function findVolume({ names, sample }: LayoutTable, finder: ColumnFinder, isBar: boolean): number {
  const said = finder.said("volume");
  if (said !== -1) return said;
  const plain = names.map(plainName);
  const numbered = (test: (name: string) => boolean) =>
    plain.findIndex((name, column) => test(name) && mayBeNumbers(cellsOf(sample, column)));
  const pieces = numbered((name) => PIECES.has(name));
  if (pieces !== -1) return pieces;
  const named = isBar ? finder.any("volume") : finder.strong("volume");
  if (named === -1) return numbered(isOfUnit);
  const ticks = numbered((name) => TICKS.has(name));
  const isIdle = (column: number) => cellsOf(sample, column).every((cell) => Number(cell) === 0);
  return ticks !== -1 && sample.length > 0 && isIdle(named) && !isIdle(ticks) ? ticks : named;
}

/** True for a name that speaks of volume and of nothing else. */
export function isVolumeName(name: string): boolean {
  const plain = plainName(name);
  return ROLE_NAMES.volume.strong.includes(plain) || PIECES.has(plain) || TICKS.has(plain) || isOfUnit(plain);
}

function isOfUnit(name: string): boolean {
  const unit = OF_UNIT.exec(name)?.[1];
  return unit !== undefined && !MONEY.has(unit);
}
