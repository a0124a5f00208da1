import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { Profile } from "./profile.ts";
import { backtestingPy } from "./profiles/backtesting-py.ts";
import { backtrader } from "./profiles/backtrader.ts";
import { ivy } from "./profiles/ivy.ts";
import { leanLike } from "./profiles/lean-like.ts";
import { pessimistic } from "./profiles/pessimistic.ts";
import { vectorbt } from "./profiles/vectorbt.ts";
import { zipline } from "./profiles/zipline.ts";

export const PROFILES: readonly Profile[] = [ivy, pessimistic, backtestingPy, backtrader, vectorbt, zipline, leanLike];

/** The profile of that name. Throws UsageError with the near miss. */
export function profileNamed(name: string): Profile {
  const found = PROFILES.find((profile) => profile.name === name);
  if (found !== undefined) return found;
  const names = PROFILES.map((profile) => profile.name);
  const near = nearest(name, names);
  throw new UsageError({
    code: "unknown-profile",
    message: `There is no profile "${name}".`,
    where: { flag: "--profile", received: name, expected: names.join(", ") },
    help: near === null ? `The profiles are ${names.join(", ")}.` : `Did you mean: --profile ${near}`,
  });
}
