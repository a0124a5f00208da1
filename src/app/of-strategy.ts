import { type ErrorParts, IvyError, StrategyError } from "#base/errors";

/**
 * The same error with the strategy's name before it, for a run of several. An error of the strategy's own code names its
 * file already; what is no error of ivy's family stays as it is.
 */
export function ofStrategy(error: unknown, name: string): unknown {
  if (!(error instanceof IvyError) || error instanceof StrategyError) return error;
  const { code, message, where, help, cause } = error;
  const Family = error.constructor as new (parts: ErrorParts) => IvyError;
  return new Family({ code, message: `${name}: ${message}`, where, help, ...(cause !== undefined && { cause }) });
}
