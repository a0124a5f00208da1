import { UsageError } from "#base/errors";

/** In which unit a file has its rates. */
export type RateUnit = "percent" | "fraction";

/** A risk-free rate as it was asked for: one number, a fraction a year, or a file of them. */
export type RiskFree =
  | { readonly kind: "rate"; readonly rate: number }
  | {
      readonly kind: "file";
      readonly path: string;
      /** null: the only one there is. */
      readonly column: string | null;
      /** null: as the file says it. */
      readonly unit: RateUnit | null;
    };

/** Above this a fraction is more likely a percentage whose sign was left out. */
const MOST = 0.3;

/**
 * Reads `0.02`, `2%`, `FILE`, `FILE#COLUMN`, `FILE#COLUMN:percent`. Throws UsageError for a number that may be a fraction or a
 * percentage, and for one that is no rate.
 */
export function parseRiskFree(text: string): RiskFree {
  const plain = text.trim();
  const number = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(%?)$/i.exec(plain);
  if (number === null) return fileOf(plain);
  const value = Number(number[1]);
  const isPercent = number[2] === "%";
  const rate = isPercent ? value / 100 : value;
  if (!isPercent && Math.abs(value) >= MOST) throw ambiguous(plain, value);
  if (Math.abs(rate) < 1) return { kind: "rate", rate };
  throw new UsageError({
    code: "bad-rate",
    message: `--risk-free ${plain} is no rate of a year.`,
    where: { flag: "--risk-free", received: plain, expected: "a fraction or a percentage: 0.02 or 2%" },
    help: "Write two percent a year as 0.02 or 2%.",
  });
}

/** The path in a rate as written, and what follows it; null where it is a number, or nothing that can be read. */
export function riskFreePath(text: string): { readonly path: string | null; readonly suffix: string } {
  if (/^\s*[+-]?[\d.]+(?:e[+-]?\d+)?\s*%?\s*$/i.test(text)) return { path: null, suffix: "" };
  const [, path = "", suffix = ""] = /^(.*?)((?:#[^#]*?)?(?::(?:percent|fraction))?)$/.exec(text.trim()) ?? [];
  return { path: path === "" ? null : path, suffix };
}

function fileOf(text: string): RiskFree {
  const match = /^(.*?)(?:#([^#]*?))?(?::(percent|fraction))?$/.exec(text)!;
  const [, path = "", column, unit] = match;
  if (path.trim() === "" || column?.trim() === "") {
    throw new UsageError({
      code: "bad-rate",
      message: `--risk-free ${text} names no ${path.trim() === "" ? "file" : "column"}.`,
      where: { flag: "--risk-free", received: text, expected: "FILE, FILE#COLUMN or FILE#COLUMN:percent" },
      help: "For example: --risk-free rates.csv#3month:fraction",
    });
  }
  return {
    kind: "file",
    path: path.trim(),
    column: column?.trim() ?? null,
    unit: (unit as RateUnit | undefined) ?? null,
  };
}

function ambiguous(text: string, value: number): UsageError {
  const asFraction = `${Number((value * 100).toPrecision(12))}%`;
  return new UsageError({
    code: "ambiguous-rate",
    message: `--risk-free ${text} is ${asFraction} a year, or ${value} % where the sign was left out.`,
    where: { flag: "--risk-free", received: text, expected: "a fraction such as 0.02, or a percentage with its sign" },
    help: `Write --risk-free ${value}% or --risk-free ${asFraction}`,
  });
}
