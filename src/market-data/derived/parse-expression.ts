import { nearest } from "#base/nearest";
import { type Expression, FUNCTIONS, legsOf, type Operator } from "./expression.ts";
import { expressionError } from "./expression-error.ts";
import { type KnownTickers, type Token, tokensOf } from "./tokens.ts";

/** Deeper than this nobody writes; it keeps the stack from running out. */
const DEEPEST = 100;
const LONGEST_HEDGE = 100_000;

/**
 * Reads an expression of tickers: + and −, below them * and /, below them a sign in front, parentheses, log(A), exp(A),
 * hedge(Y,X,BARS). Throws UsageError, pointing at the place, for what cannot be read, and where no ticker is named.
 */
export function parseExpression(text: string, known: KnownTickers): Expression {
  const tokens = tokensOf(text, known);
  const reader = new ExpressionReader(text, tokens);
  const expression = reader.sum(0);
  reader.expectEnd();
  if (legsOf(expression).length === 0) {
    throw expressionError(text, 0, text.length, {
      code: "bad-expression",
      message: `"${text}" names no ticker.`,
      help: "Name a ticker, or an expression of tickers: --tickers 'KO-0.81*PEP'",
    });
  }
  return expression;
}

class ExpressionReader {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(text: string, tokens: readonly Token[]) {
    this.#text = text;
    this.#tokens = tokens;
  }

  sum(depth: number): Expression {
    let left = this.#product(depth);
    for (let sign = this.#operator("+-"); sign !== null; sign = this.#operator("+-")) {
      left = { kind: "binary", ...sign, left, right: this.#product(depth) };
    }
    return left;
  }

  expectEnd(): void {
    const token = this.#tokens[this.#next];
    if (token === undefined) return;
    if (isSign(token, ")")) throw this.#fail(token, "A parenthesis is closed that was never opened.", "Take it out.");
    if (isSign(token, ",")) throw this.#fail(token, "A comma stands outside of a function.", "Take it out.");
    throw this.#fail(token, "A sign is missing here.", "Write + - * or / between two tickers: 2*KO, not 2 KO.");
  }

  #product(depth: number): Expression {
    let left = this.#operand(depth);
    for (let sign = this.#operator("*/"); sign !== null; sign = this.#operator("*/")) {
      left = { kind: "binary", ...sign, left, right: this.#operand(depth) };
    }
    return left;
  }

  #operand(depth: number): Expression {
    const token = this.#tokens[this.#next++];
    if (token === undefined)
      throw this.#fail(null, "The expression ends too early.", "A ticker or a number is missing.");
    if (depth > DEEPEST) throw this.#fail(token, "The expression is nested too deeply.", "Write it flatter.");
    switch (token.kind) {
      case "number":
        return { kind: "number", value: token.value, at: token.at };
      case "ticker":
        return { kind: "ticker", symbol: token.symbol, at: token.at };
      case "function":
        return this.#call(token, depth + 1);
      case "sign":
        return this.#signed(token, depth + 1);
    }
  }

  #signed(token: Token & { readonly kind: "sign" }, depth: number): Expression {
    if (token.sign === "-") return { kind: "negate", of: this.#operand(depth), at: token.at };
    if (token.sign === "+") return this.#operand(depth);
    if (token.sign !== "(")
      throw this.#fail(token, "A ticker or a number is missing here.", "It goes before the sign.");
    const inner = this.sum(depth);
    this.#close(token);
    return inner;
  }

  #call(token: Token & { readonly kind: "function" }, depth: number): Expression {
    const { name, at } = token;
    const found = FUNCTIONS.find((one) => one === name);
    if (found === undefined) {
      const near = name === "ln" ? "log" : nearest(name, FUNCTIONS);
      const help = near === null ? `There are ${FUNCTIONS.join(", ")}.` : `Did you mean ${near}()?`;
      throw this.#fail(token, `There is no function ${name}().`, help);
    }
    // The parenthesis that made it a function.
    this.#next++;
    const first = this.sum(depth);
    if (found !== "hedge") {
      this.#close(token);
      return { kind: found, of: first, at };
    }
    this.#comma(token);
    const x = this.sum(depth);
    this.#comma(token);
    const bars = this.#hedgeBars();
    this.#close(token);
    return { kind: "hedge", y: first, x, bars, at };
  }

  #hedgeBars(): number {
    const token = this.#tokens[this.#next++] ?? null;
    const bars = token?.kind === "number" ? token.value : Number.NaN;
    if (Number.isInteger(bars) && bars >= 2 && bars <= LONGEST_HEDGE) return bars;
    const most = LONGEST_HEDGE.toLocaleString("en");
    throw this.#fail(
      token,
      `hedge() takes a whole number of bars, from 2 to ${most}, as its last.`,
      "For example: KO-hedge(KO,PEP,252)*PEP",
    );
  }

  #comma(opened: Token): void {
    const found = this.#tokens[this.#next++];
    if (found !== undefined && isSign(found, ",")) return;
    throw this.#fail(
      found ?? opened,
      "hedge() takes two assets and a number of bars.",
      "For example: hedge(KO,PEP,252)",
    );
  }

  #close(opened: Token): void {
    const found = this.#tokens[this.#next++];
    if (found === undefined) throw this.#fail(opened, "A parenthesis is not closed.", "Close it with )");
    if (isSign(found, ")")) return;
    if (isSign(found, ",")) throw this.#fail(found, "A comma is one too many.", "Only hedge() takes several.");
    throw this.#fail(found, "A sign is missing here.", "Write + - * or / between two, or close the parenthesis.");
  }

  #operator(wanted: string): { readonly operator: Operator; readonly at: number } | null {
    const token = this.#tokens[this.#next];
    if (token?.kind !== "sign" || !wanted.includes(token.sign)) return null;
    this.#next++;
    return { operator: token.sign as Operator, at: token.at };
  }

  #fail(token: Token | null, message: string, help: string): Error {
    const at = token?.at ?? this.#text.length;
    return expressionError(this.#text, at, token?.length ?? 1, { code: "bad-expression", message, help });
  }
}

function isSign(token: Token, sign: string): boolean {
  return token.kind === "sign" && token.sign === sign;
}
