import { ConfigError, UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import { parseCommission } from "#engine/costs/commission";
import { parseSlippage } from "#engine/costs/slippage";
import type { Profile } from "#engine/profile";
import { profileNamed } from "#engine/profiles";
import { CONVENTIONS, type Convention } from "#metrics/compute";
import type { BacktestRequest } from "./backtest-request.ts";

/** In the account's currency. */
export const DEFAULT_CASH = 100_000;

/** The profile asked for, with the costs that flags put in the place of its own. Throws for what cannot be read. */
export function resolveProfile({ profile: name, commission, slippage, fills, costs }: BacktestRequest): Profile {
  const { borrowFile: _file, ...ofCosts } = costs;
  const profile = { ...profileNamed(name ?? "ivy"), ...ofCosts, ...fills };
  requireRoom(profile);
  return {
    ...profile,
    commission: parseCommission(commission ?? profile.commission).name,
    slippage: parseSlippage(slippage ?? profile.slippage).name,
  };
}

/** Throws ConfigError for bounds of a fill between which no quantity lies: nothing would ever be traded. */
function requireRoom({ minQuantity, maxQuantity }: Profile): void {
  if (maxQuantity === null || minQuantity <= maxQuantity) return;
  throw new ConfigError({
    code: "no-quantity-fits",
    message: `A fill of at least ${minQuantity} units and at most ${maxQuantity} cannot be: nothing would ever be traded.`,
    where: { key: "fills.minQuantity", expected: `at most ${maxQuantity}`, received: String(minQuantity) },
    help: `Lower minQuantity, or raise maxQuantity: --fills maxQuantity=${minQuantity}`,
  });
}

export function resolveConvention(name: string | null): Convention {
  const found = CONVENTIONS.find((convention) => convention === (name ?? "ivy"));
  if (found !== undefined) return found;
  const near = nearest(name!, CONVENTIONS);
  throw new UsageError({
    code: "unknown-convention",
    message: `There is no convention "${name}".`,
    where: { flag: "--convention", received: name!, expected: CONVENTIONS.join(", ") },
    help: near === null ? `The conventions are ${CONVENTIONS.join(", ")}.` : `Did you mean: --convention ${near}`,
  });
}
