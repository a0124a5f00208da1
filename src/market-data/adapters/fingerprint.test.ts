import { expect, test } from "vitest";
import { type BarSeries, sliceSeries } from "#domain/bars";
import { fingerprint } from "./fingerprint.ts";

const close = Float64Array.of(10, 11);
const series: BarSeries = {
  symbol: "KO",
  timeframe: "1d",
  source: "KO.csv",
  adjusted: false,
  closeOnly: true,
  synthetic: false,
  time: Float64Array.of(0, 86_400_000),
  open: close,
  high: close,
  low: close,
  close,
  volume: null,
};

test("is the SHA-256 of symbol, length and columns", () => {
  // Python 3: hashlib.sha256(b"KO\n2\n" + struct.pack("<2d", 0, 86400000) + struct.pack("<2d", 10, 11) * 4 + b"none")
  expect(fingerprint(series)).toBe("919eb9445f38958f");
});

test("depends on the bars and the symbol, not on where they lie or where they are from", () => {
  expect(fingerprint({ ...series, source: "other.csv" })).toBe(fingerprint(series));
  expect(fingerprint({ ...series, close: Float64Array.of(9, 10, 11).subarray(1) })).toBe(fingerprint(series));
  expect(fingerprint({ ...series, symbol: "PEP" })).not.toBe(fingerprint(series));
  expect(fingerprint({ ...series, close: Float64Array.of(10, 11.000000000000002) })).not.toBe(fingerprint(series));
  expect(fingerprint({ ...series, volume: close })).not.toBe(fingerprint(series));
  expect(fingerprint(sliceSeries(series, 0, 1))).not.toBe(fingerprint(series));
});
