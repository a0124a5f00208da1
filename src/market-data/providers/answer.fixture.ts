import type { BarsWanted, HttpAnswer } from "../provider.ts";

/** An answer with status 200, or another. */
export function answer(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status, headers: new Map(Object.entries(headers)), body: text };
}

export function wanted(more: Partial<BarsWanted> = {}): BarsWanted {
  const range = { from: Date.UTC(2013, 0, 1), to: Number.POSITIVE_INFINITY };
  return { symbol: "KO", timeframe: "1d", ...range, isRaw: false, ...more };
}
