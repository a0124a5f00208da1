import { UsageError } from "#base/errors";

/** An error that points at a place of an expression: `at` from 0, over `span` characters. */
export function expressionError(
  text: string,
  at: number,
  span: number,
  { code, message, help }: { readonly code: string; readonly message: string; readonly help: string },
): UsageError {
  return new UsageError({
    code,
    message,
    where: { flag: "--tickers", received: text, excerpt: text, column: at + 1, span: Math.max(1, span) },
    help,
  });
}
