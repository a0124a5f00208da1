import { expect, it } from "vitest";
import { type LockedPrices, lockDifferences, updatedLock } from "./lock.ts";

const KO: LockedPrices = {
  symbol: "KO",
  source: "KO.csv",
  timeframe: "1d",
  bars: 2516,
  from: "2013-01-02",
  to: "2022-12-28",
  fingerprint: "9a44",
};

it("finds nothing where the prices are the same, whatever the file is called", () => {
  expect(lockDifferences([KO], [{ ...KO, source: "yahoo" }])).toEqual([]);
  expect(lockDifferences([KO, { ...KO, symbol: "PEP" }], [KO])).toEqual([]);
});

it("says what moved, symbol by symbol", () => {
  const moved = { ...KO, bars: 2517, to: "2022-12-29", fingerprint: "03f1" };
  const other = { ...KO, symbol: "PEP" };
  expect(lockDifferences([KO], [moved, other])).toEqual([
    { symbol: "KO", words: "2,517 bars, not 2,516; last 2022-12-29, not 2022-12-28 (9a44 became 03f1)" },
    { symbol: "PEP", words: "1d bars are not locked" },
  ]);
  expect(lockDifferences([KO], [{ ...KO, fingerprint: "03f1" }])[0]!.words).toBe(
    "other prices in the same 2,516 bars (9a44 became 03f1)",
  );
});

it("keeps what this run did not read", () => {
  const pep = { ...KO, symbol: "PEP" };
  const hours: LockedPrices = { ...KO, timeframe: "1h" };
  const updated = updatedLock([pep, hours, KO], [{ ...KO, fingerprint: "new" }]);
  expect(updated.map(({ symbol, timeframe, fingerprint }) => `${symbol} ${timeframe} ${fingerprint}`)).toEqual([
    "KO 1d new",
    "KO 1h 9a44",
    "PEP 1d 9a44",
  ]);
});
