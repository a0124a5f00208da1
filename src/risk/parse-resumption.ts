import { UsageError } from "#base/errors";
import { numberOf } from "#base/setting-table";
import type { Resumption } from "./settings.ts";

/** Reads what ends a drawdown stop: `never`, `60 bars`, `5%` or `high`. Throws UsageError for what is none of them. */
export function parseResumption(text: string): Resumption {
  const words = text.trim().toLowerCase();
  if (words === "never") return { when: "never" };
  if (words === "high" || words === "new high") return { when: "high" };
  const bars = /^([\d,_]+)\s*bars?$/.exec(words);
  if (bars !== null) {
    const count = numberOf(bars[1]!);
    if (Number.isSafeInteger(count) && count >= 1) return { when: "bars", bars: count };
    throw wrong(text, "60bars");
  }
  const by = numberOf(words);
  if (by > 0 && by <= 10) return { when: "recovered", by };
  // A bare count is likely one of bars.
  throw wrong(text, Number.isSafeInteger(by) && by > 0 ? `${by}bars` : "60bars");
}

function wrong(text: string, near: string): UsageError {
  const key = "drawdown.resume";
  return new UsageError({
    code: "bad-setting",
    message: `--risk ${key}=${text} cannot be: ${key} says what ends a drawdown stop.`,
    where: { flag: "--risk", key, expected: "never, a number of bars, a fraction, or high", received: text },
    help: `It must be never, 60 bars, 5% (that much above the lowest equity) or high (a new one).\nDid you mean: --risk ${key}=${near}`,
  });
}
