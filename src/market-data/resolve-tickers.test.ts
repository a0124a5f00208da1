import { expect, test } from "vitest";
import { noSuchTicker, resolveTickers } from "./resolve-tickers.ts";

test("matches whatever the case and keeps the source's spelling and the order asked for", () => {
  expect(resolveTickers(["pep", " KO", "x"], ["ko", "PEP"])).toEqual({ found: ["PEP", "ko"], missing: ["x"] });
});

test("refuses a ticker that is asked for twice", () => {
  expect(() => resolveTickers(["KO", "ko"], ["KO"])).toThrow(expect.objectContaining({ code: "ticker-twice" }));
});

test("says what was meant and what to type", () => {
  const error = noSuchTicker(["PEEP"], [{ name: "sample", symbols: ["KO", "PEP"] }], ["KO", "PEEP"]);
  expect(error.message).toBe("No prices for PEEP.");
  expect(error.where).toEqual({ flag: "--tickers", received: "KO,PEEP", expected: "a ticker of sample (KO, PEP)" });
  expect(error.help).toBe("Did you mean PEP? Type: --tickers KO,PEP");
});

test("says where to put prices when nothing is near", () => {
  expect(noSuchTicker(["TSLA"], [{ name: "sample", symbols: ["KO"] }]).help).toContain("data/TSLA.csv");
});

test("a ticker is found without the mark of its country, where no other could be meant", () => {
  expect(resolveTickers(["AAPL"], ["aapl.us", "msft.us"]).found).toEqual(["aapl.us"]);
  expect(resolveTickers(["aapl.us"], ["AAPL.US"]).found).toEqual(["AAPL.US"]);
  expect(resolveTickers(["SAP"], ["SAP.DE", "SAP.US"]).missing).toEqual(["SAP"]);
  expect(resolveTickers(["SAP"], ["SAP.DE", "SAP"]).found).toEqual(["SAP"]);
});

test("a class of shares is no mark of a country", () => {
  expect(resolveTickers(["BRK"], ["BRK.B"]).missing).toEqual(["BRK"]);
});

test("the name of a file stands for its only ticker", () => {
  expect(resolveTickers(["rates"], ["DGS10"], "rates").found).toEqual(["DGS10"]);
  expect(resolveTickers(["rates"], ["DGS2", "DGS10"], "rates").missing).toEqual(["rates"]);
});
