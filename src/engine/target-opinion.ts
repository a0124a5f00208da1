import { StrategyError } from "#base/errors";
import type { Target } from "#strategy/target";

/** Throws for what is no target, which somebody's code may have made, and for one without a value for each of `bars` bars. */
export function requireTarget(target: Target, bars: number): void {
  const columns = targetColumns(target);
  if (columns === null) throw noTarget(target);
  if (!columns.every((column) => column.length === bars)) throw new RangeError("it must give one value per bar");
}

/** What a target wants at a bar; NaN: no opinion. */
export function opinionOf(target: Target, bar: number, wanted: number): number {
  if (target instanceof Float64Array) return target[bar]!;
  if (target.kind === "signals")
    return (wanted === 0 ? target.enter : target.exit)[bar] === 1 ? 1 - wanted : Number.NaN;
  const a = target.a[bar]!;
  const b = target.b[bar]!;
  return a > b ? target.whenAbove : a < b ? target.whenBelow : Number.NaN;
}

/** Null for what is no target. */
function targetColumns(target: Target): readonly { readonly length: number }[] | null {
  if (target instanceof Float64Array) return [target];
  const parts =
    target?.kind === "comparison"
      ? [target.a, target.b]
      : target?.kind === "signals"
        ? [target.enter, target.exit]
        : [undefined];
  return parts.every((part) => part !== undefined && part !== null) ? parts : null;
}

function noTarget(target: unknown): StrategyError {
  return new StrategyError({
    code: "target-result",
    message: "target must return a column of positions or a rule.",
    where: { received: target === null ? "null" : Array.isArray(target) ? "an array" : typeof target },
    help: "Return what longWhileAbove gives, or a Float64Array with a value per bar:\n1 is long, 0 flat, -1 short.",
  });
}
