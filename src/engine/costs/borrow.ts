import { ConfigError } from "#base/errors";

const ROW = /^([^=,\s]+)=(\d+(?:\.\d*)?|\.\d+)(%?)$/;

/**
 * Reads annual borrow rates of single symbols, `GME=0.25,AMC=40%`: the rate of each as a fraction. Empty text has none.
 * Throws ConfigError for a row that is no symbol and rate, and for a symbol that stands twice.
 */
export function parseBorrowRates(text: string): ReadonlyMap<string, number> {
  const rates = new Map<string, number>();
  if (text.trim() === "") return rates;
  for (const row of text.split(",")) {
    const [, symbol, rate, percent] = ROW.exec(row.trim()) ?? [];
    if (symbol === undefined)
      throw badRow(
        row.trim(),
        "a symbol and its annual rate",
        "Write the rate as a fraction or in percent: GME=0.25,AMC=40%",
      );
    if (rates.has(symbol)) throw badRow(row.trim(), "each symbol once", `Take one of the two rates of ${symbol} away.`);
    rates.set(symbol, Number(rate) / (percent === "%" ? 100 : 1));
  }
  return rates;
}

function badRow(row: string, expected: string, help: string): ConfigError {
  return new ConfigError({
    code: "borrow",
    message: `"${row}" is not a borrow rate of a symbol.`,
    where: { key: "borrow", received: row, expected },
    help,
  });
}
