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
  readonly field: "time" | "volume" | "adjustedClose" | PriceField;
}

type Columns = BarColumns & { readonly adjustedClose?: Float64Array | null };

/**
 * The first row at which times do not increase, a price is missing, infinite or not positive, the high is below the low, or a volume
 * is negative; null when there is none. A NaN volume is a bar without one. Two rows of one time count as a fault here even
 * where they are equal.
 */
export function findFault(columns: Columns): BarFault | null {
  const { time } = columns;
  for (let i = 0; i < time.length; i++) {
    if (i > 0 && !(time[i]! > time[i - 1]!)) {
      return { code: time[i] === time[i - 1] ? "duplicate-time" : "times-not-increasing", row: i, field: "time" };
    }
    const fault = faultOfBar(columns, i);
    if (fault !== null) return fault;
  }
  return null;
}

/** What makes one bar unusable, whatever stands beside it; null: nothing does. */
export function faultOfBar(columns: Columns, row: number): BarFault | null {
  const { open, high, low, close, volume, adjustedClose } = columns;
  const o = open[row]!;
  const h = high[row]!;
  const l = low[row]!;
  const c = close[row]!;
  // One comparison each in the usual case: NaN and Infinity fail them too.
  if (!(o > 0 && l > 0 && c > 0 && h >= l && o < Infinity && h < Infinity && c < Infinity)) {
    return faultAt(columns, row);
  }
  if (volume !== null && (volume[row]! < 0 || volume[row] === Infinity)) {
    return { code: "bad-volume", row, field: "volume" };
  }
  if (adjustedClose === undefined || adjustedClose === null) return null;
  return priceFault(adjustedClose[row]!, row, "adjustedClose");
}

function faultAt(columns: BarColumns, row: number): BarFault {
  for (const field of PRICE_FIELDS) {
    const fault = priceFault(columns[field][row]!, row, field);
    if (fault !== null) return fault;
  }
  return { code: "high-below-low", row, field: "high" };
}

function priceFault(price: number, row: number, field: PriceField | "adjustedClose"): BarFault | null {
  if (Number.isNaN(price)) return { code: "missing-price", row, field };
  if (!Number.isFinite(price)) return { code: "price-not-finite", row, field };
  return price <= 0 ? { code: "price-not-positive", row, field } : null;
}
