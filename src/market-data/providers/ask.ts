import { BrokerUnavailableError, type IvyError } from "#base/errors";
import type { BarsWanted, HttpAnswer, HttpRequest, Page, Provider, ProviderAccess } from "../provider.ts";
import { withoutKeys } from "./access.ts";
import { beginningOf, UnexpectedAnswer } from "./answers.ts";
import { NetworkFailure } from "./network-failure.ts";
import { isPassing, refusalOf, refusedError } from "./refused.ts";

/** What a pull needs of the world. */
export interface PullWorld {
  /** Throws NetworkFailure; rejects with the signal's reason once it is aborted. */
  readonly get: (request: HttpRequest) => Promise<HttpAnswer>;
  /** Epoch ms. */
  readonly now: () => number;
  /** Rejects with the signal's reason once it is aborted. */
  readonly sleep: (ms: number) => Promise<void>;
  /** In [0, 1). */
  readonly random: () => number;
  /** Told what a person would wonder about who waits. */
  readonly tell?: ((text: string) => void) | undefined;
}

const ATTEMPTS = 5;
const FIRST_WAIT_MS = 1000;
/** Longer waits that a provider asks for are for the person to decide. */
const MOST_WAIT_MS = 120_000;

/** Shorter waits need no word. */
export const LONG_WAIT_MS = 5000;

/** The page that begins at `cursor`. Asks again where that may help, and throws an IvyError where it does not. */
export async function askForPage(
  provider: Provider,
  wanted: BarsWanted,
  cursor: string | null,
  access: ProviderAccess,
  world: PullWorld,
): Promise<{ readonly page: Page; readonly pauseMs: number }> {
  const request = provider.request(wanted, cursor, access);
  const clean = (text: string) => withoutKeys(text, access);
  const url = clean(shownUrl(request.url));
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptOnce(provider, wanted, cursor, request, world, url, clean);
    if ("page" in outcome) return outcome;
    const { error, isWorthAsking, waitMs } = outcome;
    const wait = waitMs ?? backoff(attempt, world.random());
    if (!isWorthAsking || attempt === ATTEMPTS || wait > MOST_WAIT_MS) throw error;
    if (wait >= LONG_WAIT_MS) world.tell?.(`waiting ${Math.ceil(wait / 1000)} s: ${error.message}`);
    await world.sleep(wait);
  }
}

interface Failed {
  readonly error: IvyError;
  readonly isWorthAsking: boolean;
  readonly waitMs: number | null;
}

async function attemptOnce(
  provider: Provider,
  wanted: BarsWanted,
  cursor: string | null,
  request: HttpRequest,
  world: PullWorld,
  url: string,
  clean: (text: string) => string,
): Promise<Failed | { readonly page: Page; readonly pauseMs: number }> {
  let answer: HttpAnswer;
  try {
    answer = await world.get(request);
  } catch (failure) {
    if (!(failure instanceof NetworkFailure)) throw failure;
    return { error: unreachable(provider, failure, wanted, url), isWorthAsking: failure.isPassing, waitMs: null };
  }
  const refusal = refusalOf(provider, answer, wanted, world.now());
  if (refusal !== null) {
    const told = { ...refusal, words: clean(refusal.words) };
    const waitMs = refusal.waitMs ?? null;
    return { error: refusedError(provider, told, wanted, url), isWorthAsking: isPassing(refusal), waitMs };
  }
  try {
    const page = provider.page(answer, wanted, cursor, world.now());
    return { page, pauseMs: provider.pause?.(answer, world.now()) ?? 0 };
  } catch (failure) {
    if (!(failure instanceof UnexpectedAnswer)) throw failure;
    const words = `${clean(failure.message)}: ${clean(beginningOf(answer.body))}`;
    const error = refusedError(provider, { kind: "unexpected", words }, wanted, url);
    return { error, isWorthAsking: failure.isCutOff, waitMs: null };
  }
}

/** Twice as long each time, between half of it and all of it: many that failed at once do not come back at once. */
function backoff(attempt: number, random: number): number {
  return FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + random / 2);
}

/** The address without its query. */
function shownUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

function unreachable({ title }: Provider, failure: NetworkFailure, { symbol }: BarsWanted, url: string): IvyError {
  const isOffline = failure.kind === "no-network";
  return new BrokerUnavailableError({
    code: isOffline ? "no-network" : "provider-unavailable",
    message: `${title} cannot be reached: ${failure.message}.`,
    where: { symbol, file: url },
    help: isOffline
      ? "Check the connection of this machine, then type the same line again: it continues where it stopped."
      : "Type the same line again later: it continues where it stopped.",
    cause: failure,
  });
}
