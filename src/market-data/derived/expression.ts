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

/** True for a sum of tickers in fixed amounts: one who holds those holds it. */
export function isHolding(expression: Expression): boolean {
  return degreeOf(expression) === 1;
}

/** 0: a number; 1: linear in the prices; NaN: neither. */
function degreeOf(expression: Expression): number {
  switch (expression.kind) {
    case "number":
      return 0;
    case "ticker":
      return 1;
    case "negate":
      return degreeOf(expression.of);
    case "binary": {
      const left = degreeOf(expression.left);
      const right = degreeOf(expression.right);
      if (expression.operator === "/") return right === 0 ? left : Number.NaN;
      if (expression.operator === "*") return left + right <= 1 ? left + right : Number.NaN;
      return Math.max(left, right);
    }
    default:
      return Number.NaN;
  }
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
