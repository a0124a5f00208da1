import type { BarColumns } from "#domain/bars";

export const PRICE_FIELDS = ["open", "high", "low", "close"] as const;
export type PriceField = (typeof PRICE_FIELDS)[number];

/** What makes bars unusable, and the first row that shows it. */
export interface BarFault {
  readonly code:
    | "duplicate-time"
    | "times-not-increasing"
    | "missing-price"
    | "price-not-positive"
    | "price-not-finite"
    | "high-below-low"
    | "bad-volume";
  readonly row: number;
  readonly field: "time" | "volume" | PriceField;
}

/**
 * The first row at which times do not increase, a price is missing, infinite or not positive, the high is below the low, or a volume
 * is negative; null when there is none. A NaN volume is a bar without one.
 */
export function findFault(columns: BarColumns): BarFault | null {
  const { time, open, high, low, close, volume } = columns;
  for (let i = 0; i < time.length; i++) {
    if (i > 0 && !(time[i]! > time[i - 1]!)) {
      return { code: time[i] === time[i - 1] ? "duplicate-time" : "times-not-increasing", row: i, field: "time" };
    }
    const o = open[i]!;
    const h = high[i]!;
    const l = low[i]!;
    const c = close[i]!;
    // One comparison each in the usual case: NaN and Infinity fail them too.
    if (!(o > 0 && l > 0 && c > 0 && h >= l && o < Infinity && h < Infinity && c < Infinity))
      return faultAt(columns, i);
    if (volume !== null && (volume[i]! < 0 || volume[i] === Infinity))
      return { code: "bad-volume", row: i, field: "volume" };
  }
  return null;
}

function faultAt(columns: BarColumns, row: number): BarFault {
  for (const field of PRICE_FIELDS) {
    const price = columns[field][row]!;
    if (Number.isNaN(price)) return { code: "missing-price", row, field };
    if (!Number.isFinite(price)) return { code: "price-not-finite", row, field };
    if (price <= 0) return { code: "price-not-positive", row, field };
  }
  return { code: "high-below-low", row, field: "high" };
}
