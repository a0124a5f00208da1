import { UsageError } from "#base/errors";

interface NumberRule {
  readonly integer: boolean;
  readonly min: number;
  /** What is valid, in words: "a whole number, 0 or more". */
  readonly words: string;
}

/** A number of a flag, with `_` or `,` allowed between thousands. Throws UsageError when the rule does not hold. */
export function parseNumberFlag(flag: string, text: string, rule: NumberRule): number {
  const plain = text.trim().replace(/(?<=\d)[_,](?=\d{3}(?:\D|$))/g, "");
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
  const fits = Number.isFinite(value) && value >= rule.min && (!rule.integer || Number.isSafeInteger(value));
  if (fits) return value;
  throw new UsageError({
    code: "bad-number",
    message: `${flag} ${text} is not ${rule.words}.`,
    where: { flag, expected: rule.words, received: text },
    help: `${flag} takes ${rule.words}.`,
  });
}
