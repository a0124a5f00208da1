import { ConfigError } from "#base/errors";
import { nearest } from "#base/nearest";
import { type ImpactModel, PowerLawImpact } from "./impact/power-law.ts";

/** Trading days of about a month. */
const BARS_BEFORE = 20;

const NUMBER = "(\\d+(?:\\.\\d*)?|\\.\\d+)";
const SQUARE_ROOT = new RegExp(`^square-root(?::${NUMBER})?(?::(\\d+)bars)?$`);
const ALMGREN = /^almgren(?::(\d+)bars)?$/;

/**
 * Reads the short form of an impact: `none` (null), `square-root`, `square-root:0.8` with its coefficient,
 * `square-root:0.8:60bars`, `almgren`. Throws ConfigError for anything else.
 */
export function parseImpact(text: string): ImpactModel | null {
  const name = text.trim();
  if (name === "none") return null;
  const root = SQUARE_ROOT.exec(name);
  if (root !== null && barsOf(root[2]) >= 2) {
    return new PowerLawImpact(name, Number(root[1] ?? 1), 0.5, barsOf(root[2]));
  }
  const almgren = ALMGREN.exec(name);
  if (almgren !== null && barsOf(almgren[1]) >= 2) return new PowerLawImpact(name, 0.142, 0.6, barsOf(almgren[1]));
  const near = nearest(name, ["none", "square-root", "almgren"]);
  throw new ConfigError({
    code: "impact",
    message: `"${text}" is not a market impact.`,
    where: { key: "impact", received: text, expected: "none, square-root, square-root:0.8:60bars or almgren" },
    help:
      near === null || near === name
        ? "Write none, square-root with an optional coefficient and the bars that it measures on, two or more\n(square-root:0.8:60bars), or almgren."
        : `Did you mean: ${near}`,
  });
}

function barsOf(text: string | undefined): number {
  return text === undefined ? BARS_BEFORE : Number(text);
}
