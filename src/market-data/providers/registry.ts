import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { Provider } from "../provider.ts";
import { alpaca } from "./alpaca.ts";
import { binance } from "./binance.ts";
import { stooq } from "./stooq.ts";
import { tiingo } from "./tiingo.ts";
import { yahoo } from "./yahoo.ts";

/** Every provider, in the order of the help. A new one is its file and one line here. */
export const PROVIDERS: readonly Provider[] = [yahoo, stooq, alpaca, binance, tiingo];

/** The provider of a name, in any case. Throws UsageError with the near miss. */
export function providerNamed(name: string): Provider {
  const found = PROVIDERS.find((one) => one.name === name.trim().toLowerCase());
  if (found !== undefined) return found;
  const names = PROVIDERS.map((one) => one.name);
  const near = nearest(name, names);
  throw new UsageError({
    code: "unknown-provider",
    message: `There is no provider "${name}".`,
    where: { flag: "--source", received: name, expected: names.join(", ") },
    help: near === null ? `The providers are ${names.join(", ")}.` : `Did you mean: --source ${near}`,
  });
}
