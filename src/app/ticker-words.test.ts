import { expect, it } from "vitest";
import { DataError, UsageError } from "#base/errors";
import { wordsOfTickers } from "./ticker-words.ts";

const thrown = (error: Error) =>
  wordsOfTickers("data show", () => Promise.reject(error)).catch((caught: unknown) => caught);

it.each([
  ["KO", "ivy data show KO"],
  ["KO,BRK.B,^GSPC", "ivy data show KO BRK.B ^GSPC"],
  ["XLE/XOM", "ivy data show XLE/XOM"],
  ["KO-hedge(KO,PEP,252)*PEP,AAPL", "ivy data show 'KO-hedge(KO,PEP,252)*PEP' AAPL"],
  ["'KO - 0.8*PEP,AAPL'", "ivy data show 'KO - 0.8*PEP' AAPL"],
])("a help that names --tickers %s names the line of the verb", async (tickers, line) => {
  const where = { flag: "--tickers", received: "x", expected: "a ticker" };
  const help = `Did you mean it? Type: --tickers ${tickers}`;
  const error = await thrown(new DataError({ code: "no-such-ticker", message: "No prices for x.", where, help }));
  expect(error).toBeInstanceOf(DataError);
  expect(error).toMatchObject({
    code: "no-such-ticker",
    message: "No prices for x.",
    where: { received: "x", expected: "a ticker" },
    help: `Did you mean it? Type: ${line}`,
  });
  expect((error as DataError).where).not.toHaveProperty("flag");
});

it("what is not of the tickers stays as it was", async () => {
  const other = new UsageError({ code: "other", message: "m", where: { flag: "--from" }, help: "--tickers A,B" });
  expect(await thrown(other)).toBe(other);
  const bug = new Error("bug");
  expect(await thrown(bug)).toBe(bug);
});
