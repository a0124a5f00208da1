import { AuthenticationError, BrokerUnavailableError, DataError, type IvyError } from "#base/errors";
import type { BarsWanted, HttpAnswer, Provider, Refusal } from "../provider.ts";
import { beginningOf, isHtml, retryAfterMs } from "./answers.ts";

/** Statuses of a server that is busy or behind one that is: RFC 9110 and RFC 6585. */
const BUSY: ReadonlySet<number> = new Set([408, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524]);
/** 418 is what Binance answers to who goes on after 429. */
const TOO_MANY: ReadonlySet<number> = new Set([418, 429]);

/** Why an answer gives no bars; null where it may hold some. */
export function refusalOf(provider: Provider, answer: HttpAnswer, wanted: BarsWanted, now: number): Refusal | null {
  const { status, body } = answer;
  const own = provider.refusal(answer, wanted, now);
  const waitMs = retryAfterMs(answer, now);
  if (own !== null) return waitMs === null ? own : { ...own, waitMs };
  const words = beginningOf(body);
  if (TOO_MANY.has(status)) return { kind: "rate-limit", words, waitMs };
  if (BUSY.has(status)) return { kind: "busy", words: `status ${status}`, waitMs };
  if (status === 401 || status === 403) {
    return provider.keys.length > 0 ? { kind: "authentication", words } : { kind: "blocked", words };
  }
  if (status !== 200) return { kind: "unexpected", words: `status ${status}: ${words}` };
  return isHtml(body) ? { kind: "blocked", words: "a page for a browser" } : null;
}

/** The error that a refusal ends a pull with. The provider's words come without keys. */
export function refusedError(provider: Provider, refusal: Refusal, { symbol }: BarsWanted, url: string): IvyError {
  const { title } = provider;
  const { words, help } = refusal;
  const where = { symbol, received: words, file: url };
  const keys = provider.keys.length > 0 ? provider.keys : (provider.optionalKeys ?? []);
  switch (refusal.kind) {
    case "unknown-symbol":
      return new DataError({
        code: "unknown-symbol",
        message: `${title} has no prices of ${symbol}.`,
        where,
        help: help ?? `Check how ${title} writes it.`,
      });
    case "not-available":
      return new DataError({
        code: "bars-not-available",
        message: `${title} does not give these bars of ${symbol}.`,
        where,
        help: help ?? "Ask for other dates (--from, --to) or longer bars (--timeframe).",
      });
    case "authentication":
      return new AuthenticationError({
        code: "key-refused",
        message: `${title} does not accept the key.`,
        where: { ...where, key: keys.join(", ") },
        help: help ?? `Check ${keys.join(" and ")} in the environment: they may be old, or those of another account.`,
      });
    case "not-permitted":
      return new AuthenticationError({
        code: "not-permitted",
        message: `${title} does not let this account, or this place, see these bars of ${symbol}.`,
        where,
        help: help ?? "Ask for other bars, or change what the account may see.",
      });
    case "rate-limit":
      return new BrokerUnavailableError({
        code: "rate-limited",
        message: `${title} takes no more requests for now${again(refusal.waitMs)}.`,
        where,
        help: "Type the same line again later: it continues where it stopped.",
      });
    case "blocked":
      return new BrokerUnavailableError({
        code: "provider-blocks",
        message: `${title} does not answer programs from here.`,
        where,
        help: help ?? "Try later, or pull from another provider: --source NAME",
      });
    case "busy":
      return new BrokerUnavailableError({
        code: "provider-unavailable",
        message: `${title} does not answer: ${words}.`,
        where: { symbol, file: url },
        help: "Type the same line again later: it continues where it stopped.",
      });
    case "unexpected":
      return new BrokerUnavailableError({
        code: "unexpected-answer",
        message: `${title} answered with ${words}.`,
        where: { symbol, file: url },
        help: "The provider may have changed. Try later, or pull from another one: --source NAME",
      });
  }
}

/** What is worth asking again, and what is not. */
export function isPassing({ kind }: Refusal): boolean {
  return kind === "busy" || kind === "rate-limit";
}

function again(waitMs: number | null | undefined): string {
  if (waitMs === null || waitMs === undefined) return "";
  if (waitMs < 100_000) return `; it asks to wait ${Math.ceil(waitMs / 1000)} s`;
  const minutes = Math.round(waitMs / 60_000);
  return minutes < 100 ? `; it asks to wait ${minutes} min` : `; it asks to wait ${Math.round(minutes / 60)} h`;
}
