import { tickersByName } from "../resolve-tickers.ts";
import { expressionError } from "./expression-error.ts";

export type Token =
  | { readonly kind: "number"; readonly value: number; readonly at: number; readonly length: number }
  | { readonly kind: "ticker"; readonly symbol: string; readonly at: number; readonly length: number }
  | { readonly kind: "function"; readonly name: string; readonly at: number; readonly length: number }
  | { readonly kind: "sign"; readonly sign: string; readonly at: number; readonly length: number };

const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[\p{L}\p{N}_^$#@][\p{L}\p{N}_^$#@.=!]*/uy;
const NAME_CHARACTER = /[\p{L}\p{N}_^$#@.=!]/u;
const SIGNS = "+-*/(),";

/** The tickers of a source, as a text is matched with them: by any case. */
export interface KnownTickers {
  /** By their names in lower case. */
  readonly byName: ReadonlyMap<string, string>;
  /** Those with a sign or a blank in their name, the longest first: BTC-USD, EUR/USD. */
  readonly odd: readonly string[];
}

/** @param formerNames earlier names, each with that of today, for tickers that are asked for by them */
export function knownTickers(
  available: readonly string[],
  formerNames: ReadonlyMap<string, string> = new Map(),
): KnownTickers {
  const former = [...formerNames].map(([name, symbol]): [string, string] => [name.toLowerCase(), symbol]);
  return {
    // A ticker of today wins over one that had its name earlier.
    byName: new Map([...former, ...tickersByName(available)]),
    odd: available
      .filter((symbol) => [...symbol].some((character) => !NAME_CHARACTER.test(character)))
      .sort((a, b) => b.length - a.length),
  };
}

/**
 * The words of an expression. Where a name may stand, the longest ticker of the source that the text begins with is taken,
 * so that BTC-USD is one ticker where there is one and BTC less USD where there is none; blanks around a sign make it a
 * sign in any case. A number alone is a number; braces hold a name as it is: {BTC-USD}.
 * Throws UsageError for a character that means nothing.
 */
export function tokensOf(text: string, known: KnownTickers): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at++;
      continue;
    }
    const last = tokens.at(-1);
    const wantsOperand = last === undefined || (last.kind === "sign" && last.sign !== ")");
    const token = (wantsOperand ? oddTicker(text, at, known) : null) ?? plainToken(text, at, known);
    if (token === null) {
      throw expressionError(text, at, 1, {
        code: "bad-expression",
        message: `"${text[at]}" means nothing in an expression.`,
        help: "An expression has tickers, numbers, + - * /, parentheses, log(), exp() and hedge(); a name with other signs stands in braces: {A B}",
      });
    }
    tokens.push(token);
    at += token.length;
  }
  return tokens;
}

function oddTicker(text: string, at: number, { odd }: KnownTickers): Token | null {
  const rest = text.slice(at).toLowerCase();
  for (const symbol of odd) {
    if (!rest.startsWith(symbol.toLowerCase())) continue;
    const next = rest[symbol.length];
    if (next === undefined || !NAME_CHARACTER.test(next)) return { kind: "ticker", symbol, at, length: symbol.length };
  }
  return null;
}

function plainToken(text: string, at: number, { byName }: KnownTickers): Token | null {
  if (SIGNS.includes(text[at]!)) return { kind: "sign", sign: text[at]!, at, length: 1 };
  if (text[at] === "{") return bracedTicker(text, at, byName);
  const number = match(NUMBER, text, at);
  if (number !== null && !NAME_CHARACTER.test(text[at + number.length] ?? " ")) {
    return { kind: "number", value: Number(number), at, length: number.length };
  }
  const name = match(NAME, text, at);
  if (name === null) return null;
  const isCalled = /^\s*\(/.test(text.slice(at + name.length));
  if (isCalled) return { kind: "function", name: name.toLowerCase(), at, length: name.length };
  return { kind: "ticker", symbol: byName.get(name.toLowerCase()) ?? name, at, length: name.length };
}

function bracedTicker(text: string, at: number, byName: KnownTickers["byName"]): Token {
  const end = text.indexOf("}", at);
  const name = text.slice(at + 1, end === -1 ? undefined : end).trim();
  if (end === -1 || name === "") {
    throw expressionError(text, at, text.length - at, {
      code: "bad-expression",
      message: end === -1 ? "A brace is not closed." : "The braces hold no name.",
      help: "Braces hold a ticker as it is: {BTC-USD}",
    });
  }
  return { kind: "ticker", symbol: byName.get(name.toLowerCase()) ?? name, at, length: end + 1 - at };
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
