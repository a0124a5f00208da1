import { UsageError } from "#base/errors";
import { askedTwice, type ResolvedTickers } from "../resolve-tickers.ts";
import { canonicalText } from "./canonical.ts";
import { type Expression, legsOf } from "./expression.ts";
import { parseExpression } from "./parse-expression.ts";
import { type KnownTickers, knownTickers, tokensOf } from "./tokens.ts";

/** What was asked for under one name: a ticker of the source, or an expression of several. */
export interface Asset {
  /** As the source writes it, or the expression in the form in which it is named everywhere. */
  readonly symbol: string;
  /** null: the ticker itself. */
  readonly expression: Expression | null;
}

/** A ticker with only these signs may be spelled otherwise (BRK-B, EUR/USD): nobody need have meant an expression. */
const MAY_BE_A_NAME = /^[\p{L}\p{N}_^$#@.=!/-]+$/u;

/**
 * Matches what was asked for with the tickers of a source, whatever their case, expressions of tickers included: found
 * where the source has all that they name. Takes the place of `resolveTickers` wherever an expression may stand. Throws
 * UsageError for an expression that cannot be read, and when one is asked for twice.
 */
export function resolveAssets(
  asked: readonly string[],
  available: readonly string[],
  formerNames?: ReadonlyMap<string, string>,
): ResolvedTickers {
  const known = knownTickers(available, formerNames);
  const seen = new Set<string>();
  const found: string[] = [];
  const missing: string[] = [];
  for (const text of asked) {
    const asset = assetNamed(text, available, known);
    if (asset.missing.length > 0) missing.push(...asset.missing.filter((name) => !missing.includes(name)));
    else found.push(asset.symbol);
    const name = asset.symbol.toLowerCase();
    if (seen.has(name)) throw askedTwice(text);
    seen.add(name);
  }
  return { found, missing };
}

/** The tickers that a source must have for what was asked for: the legs of expressions, each once. */
export function neededTickers(asked: readonly string[], available: readonly string[]): readonly string[] {
  const known = knownTickers(available);
  const needed = asked.flatMap((text) => {
    const { symbol, expression } = assetNamed(text, available, known);
    return expression === null ? [symbol] : legsOf(expression);
  });
  return [...new Set(needed)];
}

/** One asset by its name, and which tickers it needs that the source has not. */
export function assetNamed(
  text: string,
  available: readonly string[],
  known: KnownTickers = knownTickers(available),
): Asset & { readonly missing: readonly string[] } {
  const plain = text.trim();
  const exact = known.byName.get(plain.toLowerCase());
  if (exact !== undefined) return { symbol: exact, expression: null, missing: [] };
  if (!/[-+*/(){}\s,]/.test(plain)) return { symbol: plain, expression: null, missing: [plain] };
  const mayBeName = MAY_BE_A_NAME.test(plain);
  let expression: Expression;
  try {
    expression = parseExpression(plain, known);
  } catch (error) {
    if (!mayBeName || !(error instanceof UsageError)) throw error;
    return { symbol: plain, expression: null, missing: [plain] };
  }
  const legs = legsOf(expression);
  const unknown = legs.filter((leg) => !known.byName.has(leg.toLowerCase()));
  const isName = mayBeName && unknown.length === legs.length;
  if (isName) return { symbol: plain, expression: null, missing: [plain] };
  const tokens = tokensOf(plain, known);
  const only = tokens.length === 1 && expression.kind === "ticker" ? expression.symbol : null;
  if (only !== null) return { symbol: only, expression: null, missing: unknown };
  return { symbol: canonicalText(tokens, available), expression, missing: unknown };
}
