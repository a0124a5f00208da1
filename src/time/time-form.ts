/**
 * How a file writes its times.
 *
 * - `iso`: the year first, as `parseTime` reads it: 2013-01-02, 20130102 15:30, 2013-01-02T15:30:00+01:00; a zone in the
 *   text is obeyed.
 * - `epoch`: a number of units since 1970, with or without a fraction or an exponent.
 * - `parts`: day, month and year with a mark between (1/2/2013, 31.12.2013, 1-Feb-13, Feb 1, 2013), in that order, with
 *   or without a time of day after it (15:30, 15:30:00, 3:30 PM). Months are numbers or names, English, German, French
 *   or Spanish.
 *
 * `zoneName` stands after every time and is no part of it (`20130102 15:30:00 US/Eastern`): what it means for the time
 * is left to the reader of the file.
 */
export type TimeForm =
  | { readonly kind: "iso"; readonly zoneName?: string }
  | { readonly kind: "epoch"; readonly unit: "s" | "ms" | "us" | "ns" }
  | { readonly kind: "parts"; readonly order: "dmy" | "mdy" | "ymd"; readonly zoneName?: string };
