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
