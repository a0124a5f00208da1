import { knownTickers, type Token, tokensOf } from "./tokens.ts";

const PLAIN = /^[\p{L}\p{N}_^$#@][\p{L}\p{N}_^$#@.=!]*$/u;

/**
 * An expression as it is named everywhere: without blanks, tickers as the source spells them, in braces where they would
 * be read as something else. Read again it is the same expression.
 */
export function canonicalText(tokens: readonly Token[], available: readonly string[]): string {
  const plain = written(tokens, (symbol) => !PLAIN.test(symbol) || /^[\d.]+(e\d+)?$/i.test(symbol));
  const again = tokensOf(plain, knownTickers(available));
  const isSame = again.length === tokens.length && again.every((token, i) => isEqual(token, tokens[i]!));
  // KO - B beside a ticker KO-B: without the blanks it would be that one.
  return isSame ? plain : written(tokens, () => true);
}

function written(tokens: readonly Token[], isBraced: (symbol: string) => boolean): string {
  return tokens
    .map((token) => {
      if (token.kind === "number") return String(token.value);
      if (token.kind === "function") return token.name;
      if (token.kind === "sign") return token.sign;
      return isBraced(token.symbol) ? `{${token.symbol}}` : token.symbol;
    })
    .join("");
}

function isEqual(a: Token, b: Token): boolean {
  if (a.kind === "number") return b.kind === "number" && a.value === b.value;
  if (a.kind === "ticker") return b.kind === "ticker" && a.symbol === b.symbol;
  if (a.kind === "function") return b.kind === "function" && a.name === b.name;
  return b.kind === "sign" && a.sign === b.sign;
}
