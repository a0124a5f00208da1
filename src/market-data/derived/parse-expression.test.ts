import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UsageError } from "#base/errors";
import { type Expression, isHolding } from "./expression.ts";
import { parseExpression } from "./parse-expression.ts";
import { assetNamed, resolveAssets } from "./resolve-assets.ts";
import { splitTickers } from "./split-tickers.ts";
import { knownTickers } from "./tokens.ts";

const SOURCE = ["KO", "PEP", "XLE", "XOM", "BRK.B", "^GSPC", "BTC-USD", "BTC", "USD", "EUR/USD", "0700.HK", "A B", "2"];

function error(text: string): UsageError {
  try {
    parseExpression(text, knownTickers(SOURCE));
  } catch (thrown) {
    if (thrown instanceof UsageError) return thrown;
    throw thrown;
  }
  throw new Error(`${text} was read`);
}

/** Fully parenthesized. */
function shown(e: Expression): string {
  switch (e.kind) {
    case "number":
      return String(e.value);
    case "ticker":
      return e.symbol;
    case "negate":
      return `(-${shown(e.of)})`;
    case "binary":
      return `(${shown(e.left)} ${e.operator} ${shown(e.right)})`;
    case "hedge":
      return `hedge(${shown(e.y)}, ${shown(e.x)}, ${e.bars})`;
    default:
      return `${e.kind}(${shown(e.of)})`;
  }
}

const read = (text: string) => shown(parseExpression(text, knownTickers(SOURCE)));

describe("an expression", () => {
  test.each([
    ["KO-0.81*PEP", "(KO - (0.81 * PEP))"],
    ["ko - pep - xom", "((KO - PEP) - XOM)"],
    ["KO/PEP*XOM", "((KO / PEP) * XOM)"],
    ["0.5*KO+0.5*PEP", "((0.5 * KO) + (0.5 * PEP))"],
    ["(KO+PEP)/2", "((KO + PEP) / 2)"],
    ["-KO*-2", "((-KO) * (-2))"],
    ["+KO", "KO"],
    ["log(KO)-0.81*LOG(PEP)", "(log(KO) - (0.81 * log(PEP)))"],
    ["exp( log(KO) - log(PEP) )", "exp((log(KO) - log(PEP)))"],
    ["KO-hedge(KO,PEP,252)*PEP", "(KO - (hedge(KO, PEP, 252) * PEP))"],
    ["hedge(log(KO), 2*PEP, 60)*PEP", "(hedge(log(KO), (2 * PEP), 60) * PEP)"],
    ["1e-3*KO+.5*PEP", "((0.001 * KO) + (0.5 * PEP))"],
  ])("%s is %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    ["BTC-USD", "BTC-USD"],
    ["BTC - USD", "(BTC - USD)"],
    ["BTC-USD-KO", "(BTC-USD - KO)"],
    ["KO-BTC-USD", "(KO - BTC-USD)"],
    ["BTC-USDT", "(BTC - USDT)"],
    ["EUR/USD*2", "(EUR/USD * 2)"],
    ["{btc-usd}/{EUR/USD}", "(BTC-USD / EUR/USD)"],
    ["A B*2", "(A B * 2)"],
    ["BRK.B-^GSPC", "(BRK.B - ^GSPC)"],
    ["2*0700.hk", "(2 * 0700.HK)"],
    ["2*{2}", "(2 * 2)"],
  ])("a ticker of the source wins over a sign within it: %s is %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    ["KO-", 3, "ends too early"],
    ["KO--*PEP", 4, "missing here"],
    ["2 KO", 2, "A sign is missing"],
    ["(KO-PEP", 0, "not closed"],
    ["KO-PEP)", 6, "never opened"],
    ["KO,PEP*2", 2, "outside of a function"],
    ["ln(KO)", 0, "no function ln()"],
    ["hegde(KO,PEP,5)", 0, "no function hegde()"],
    ["hedge(KO,PEP)", 12, "two assets and a number"],
    ["hedge(KO,PEP,1.5)", 13, "whole number of bars"],
    ["hedge(KO,PEP,1)", 13, "whole number of bars"],
    ["log(KO,PEP)", 6, "one too many"],
    ["KO&PEP", 2, '"&" means nothing'],
    ["{KO", 0, "not closed"],
    ["2*3", 0, "names no ticker"],
    ["", 0, "ends too early"],
    ["(".repeat(300), 101, "nested too deeply"],
  ])("%s is refused at %i: %s", (text, at, words) => {
    const { where, message } = error(text);
    expect(message).toContain(words);
    expect(where.column).toBe(at + 1);
  });
});

test.each([
  ["KO-0.81*PEP", true],
  ["(KO+PEP)/2*3", true],
  ["-KO", true],
  ["KO+1", true],
  ["KO/PEP", false],
  ["KO*PEP", false],
  ["1/KO", false],
  ["log(KO)", false],
  ["KO-hedge(KO,PEP,20)*PEP", false],
])("%s can be held: %s", (text, expected) => {
  expect(isHolding(parseExpression(text, knownTickers(SOURCE)))).toBe(expected);
});

describe("any text", () => {
  const words = [
    "KO",
    "PEP",
    "BTC-USD",
    "{",
    "}",
    "(",
    ")",
    ",",
    "+",
    "-",
    "*",
    "/",
    " ",
    "2",
    ".5",
    "1e3",
    "log(",
    "hedge(",
    "^",
    "é",
    "\t",
  ];
  const texts = fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((parts) => parts.join(""));

  test("is an expression or is refused with the place", () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ unit: "binary" })), (text) => {
        try {
          parseExpression(text, knownTickers(SOURCE));
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(UsageError);
          const { column } = (thrown as UsageError).where;
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual(text.length + 1);
        }
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  test("that can be read is named in a form that reads as the same", () => {
    const leaf = fc.constantFrom("KO", "BTC-USD", "EUR/USD", "0700.HK", "{2}", "BTC", "USD", "2", "0.5", "{A B}");
    const tree = fc.letrec<{ sum: string }>((tie) => ({
      sum: fc.oneof(
        { depthSize: "small" },
        leaf,
        fc.tuple(tie("sum"), fc.constantFrom(" + ", " - ", "*", "/"), tie("sum")).map((parts) => parts.join("")),
        tie("sum").map((inner) => `(${inner})`),
        tie("sum").map((inner) => `-${inner}`),
        tie("sum").map((inner) => `log(${inner})`),
        fc.tuple(tie("sum"), tie("sum")).map(([y, x]) => `hedge(${y}, ${x}, 20)`),
      ),
    })).sum;
    fc.assert(
      fc.property(tree, (text) => {
        fc.pre(/[A-Z{]/.test(text));
        const { symbol, expression } = assetNamed(text, SOURCE);
        const again = assetNamed(symbol, SOURCE);
        expect(again.symbol).toBe(symbol);
        if (expression !== null) expect(shown(again.expression!)).toBe(shown(expression));
      }),
      { numRuns: 300, seed: 4 },
    );
  });
});

describe("what was asked for", () => {
  test("is named in one form, which reads as the same again", () => {
    const named = (text: string) => assetNamed(text, SOURCE).symbol;
    expect(named(" ko - 0.810 * pep ")).toBe("KO-0.81*PEP");
    expect(named("BTC - USD")).toBe("{BTC}-{USD}");
    expect(named("btc-usd*2")).toBe("{BTC-USD}*2");
    expect(named("2*{2}")).toBe("2*{2}");
    expect(named("{KO}")).toBe("KO");
    for (const text of ["ko-PEP", "BTC - USD", "A B/2", "-hedge(KO, PEP, 9)*PEP", "{2}+2*KO"]) {
      const first = named(text);
      expect(named(first)).toBe(first);
    }
  });

  test("is missing by the leg that is missing, or whole where it may be a name of another spelling", () => {
    expect(resolveAssets(["KO-PEPP", "pep"], SOURCE)).toEqual({ found: ["PEP"], missing: ["PEPP"] });
    expect(resolveAssets(["BRK-B"], SOURCE)).toEqual({ found: [], missing: ["BRK-B"] });
    expect(resolveAssets(["JPY/CHF", "NO"], SOURCE)).toEqual({ found: [], missing: ["JPY/CHF", "NO"] });
    expect(resolveAssets(["2*AAA+BBB"], SOURCE)).toEqual({ found: [], missing: ["AAA", "BBB"] });
    expect(() => resolveAssets(["KO-PEP", "ko - pep"], SOURCE)).toThrow("twice");
  });

  test("is split at the commas outside of parentheses and braces", () => {
    expect(splitTickers("KO, KO-hedge(KO,PEP,252)*PEP,{A,B}")).toEqual(["KO", "KO-hedge(KO,PEP,252)*PEP", "{A,B}"]);
    expect(splitTickers("KO,,PEP")).toEqual(["KO", "", "PEP"]);
  });
});
