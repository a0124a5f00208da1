export type Operator = "+" | "-" | "*" | "/";
export const FUNCTIONS = ["log", "exp", "hedge"] as const;

/** What an asset is made of. `at` is where it begins in the text, from 0. */
export type Expression =
  | { readonly kind: "number"; readonly value: number; readonly at: number }
  | { readonly kind: "ticker"; readonly symbol: string; readonly at: number }
  | { readonly kind: "negate"; readonly of: Expression; readonly at: number }
  | { readonly kind: "log" | "exp"; readonly of: Expression; readonly at: number }
  | {
      readonly kind: "binary";
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
      readonly at: number;
    }
  | {
      /** The slope of y on x over so many bars before each bar. */
      readonly kind: "hedge";
      readonly y: Expression;
      readonly x: Expression;
      readonly bars: number;
      readonly at: number;
    };

/** Tickers in the order in which they first appear. */
export function legsOf(expression: Expression): readonly string[] {
  const legs = new Set<string>();
  visit(expression, (symbol) => legs.add(symbol));
  return [...legs];
}

/** How often a ticker's own price goes in; inside of hedge() only past closes do. */
export function pricesIn(expression: Expression): number {
  let count = 0;
  visit(expression, () => count++, false);
  return count;
}

/** Bars at the beginning that have no value, as each hedge() looks back over so many. */
export function warmupOf(expression: Expression): number {
  switch (expression.kind) {
    case "number":
    case "ticker":
      return 0;
    case "binary":
      return Math.max(warmupOf(expression.left), warmupOf(expression.right));
    case "hedge":
      return expression.bars + Math.max(warmupOf(expression.y), warmupOf(expression.x));
    default:
      return warmupOf(expression.of);
  }
}

function visit(expression: Expression, see: (symbol: string) => void, isHedgeSeen = true): void {
  const { kind } = expression;
  if (kind === "ticker") see(expression.symbol);
  else if (kind === "negate" || kind === "log" || kind === "exp") visit(expression.of, see, isHedgeSeen);
  else if (kind === "binary") {
    visit(expression.left, see, isHedgeSeen);
    visit(expression.right, see, isHedgeSeen);
  } else if (kind === "hedge" && isHedgeSeen) {
    visit(expression.y, see);
    visit(expression.x, see);
  }
}
