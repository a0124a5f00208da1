import { DataError } from "#base/errors";

/**
 * A table of annual borrow rates: a symbol and a rate per line, between them a comma, a semicolon or a tab; a first line of
 * names is passed over, and so are empty lines. Rates are fractions, or percent with their sign. Throws DataError with the line.
 *
 * @returns rates as fractions, by symbol
 */
export function parseBorrowTable(text: string, file: string): ReadonlyMap<string, number> {
  const rates = new Map<string, number>();
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const cells = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
    const [symbol = "", rate = ""] = cells;
    const found = /^(\d+(?:\.\d*)?|\.\d+)\s*(%?)$/.exec(rate);
    if (found === null && rates.size === 0 && /^symbol$|^ticker$/i.test(symbol)) continue;
    const fail = (message: string, expected: string, help: string) =>
      new DataError({
        code: "borrow-table",
        message,
        where: { file, line: i + 1, expected, received: line, excerpt: line },
        help,
      });
    if (found === null || symbol === "" || cells.length !== 2) {
      throw fail(
        "This line is no symbol with its borrow rate.",
        "symbol,rate",
        "Write one symbol and its annual rate a line: GME,0.25 or GME,25%",
      );
    }
    if (rates.has(symbol)) {
      throw fail(`${symbol} has a borrow rate already.`, "each symbol once", "Take one of its lines away.");
    }
    rates.set(symbol, Number(found[1]) / (found[2] === "%" ? 100 : 1));
  }
  if (rates.size > 0) return rates;
  throw new DataError({
    code: "borrow-table",
    message: "The table of borrow rates is empty.",
    where: { file, expected: "symbol,rate", received: "no line of it" },
    help: "Write one symbol and its annual rate a line: GME,0.25",
  });
}

/** Rates of a table with those of single symbols over them, as a profile keeps them. */
export function borrowRatesText(table: ReadonlyMap<string, number>, over: ReadonlyMap<string, number>): string {
  return [...new Map([...table, ...over])]
    .map(([symbol, rate]) => `${symbol}=${rate.toFixed(12).replace(/\.?0+$/, "")}`)
    .join(",");
}
