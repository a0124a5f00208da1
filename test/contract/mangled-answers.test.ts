import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IvyError } from "../../src/base/errors.ts";
import type { HttpAnswer } from "../../src/market-data/provider.ts";
import { UnexpectedAnswer } from "../../src/market-data/providers/answers.ts";
import { joinPages } from "../../src/market-data/providers/join-pages.ts";
import { refusalOf, refusedError } from "../../src/market-data/providers/refused.ts";
import { type Day, VOICES } from "./provider-answers.ts";
import { NOW, WANTED } from "./provider-stage.ts";

const DAYS: readonly Day[] = [
  { date: "2013-01-02", prices: [37, 37.5, 36.75, 37.25, 1000] },
  { date: "2013-01-03", prices: [38, 38.5, 37.75, 38.25, 1100] },
  { date: "2013-01-04", prices: [38.5, 39, 38.25, 38.75, 1200] },
];

/** Every place of a JSON value, as keys from its root. */
function placesIn(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...at, key]))];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const inner = replaced((value as Record<string, unknown>)[key], rest, by);
  if (Array.isArray(value)) return value.map((one, i) => (String(i) === key ? inner : one));
  return { ...(value as object), [key]: inner };
}

const STRANGE = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    null,
    "",
    "NaN",
    "1e999",
    -1,
    0,
    1e300,
    1e15,
    "2013-02-30",
    "Nowhere/City",
    [],
    {},
    [[]],
    "9".repeat(400),
  ),
);

/** Reads an answer as a pull does; whatever it says must be bars that can be, or an error that says what to do. */
function readAsPullDoes(provider: (typeof VOICES)[number]["provider"], answer: HttpAnswer): void {
  const refusal = refusalOf(provider, answer, WANTED, NOW);
  if (refusal !== null) {
    expect(refusedError(provider, refusal, WANTED, "https://host/path")).toBeInstanceOf(IvyError);
    return;
  }
  try {
    const page = provider.page(answer, WANTED, null, NOW);
    const bars = joinPages([page], { ...WANTED, to: Number.POSITIVE_INFINITY }, provider.title);
    expect(bars.time.every((time, i) => time < Date.UTC(2100, 0) && (i === 0 || time > bars.time[i - 1]!))).toBe(true);
    expect(bars.close.every((close) => close > 0 && close < Number.POSITIVE_INFINITY)).toBe(true);
  } catch (error) {
    if (!(error instanceof UnexpectedAnswer) && !(error instanceof IvyError)) throw error;
  }
}

describe.each(VOICES.map((voice) => [voice.provider.name, voice] as const))(
  "%s",
  (_, { provider, days, unknown, limit }) => {
    const good = days(DAYS).body;

    it("reads an answer of which any part is something else, or says what it got", () => {
      const isJson = provider.name !== "stooq";
      const document: unknown = isJson ? JSON.parse(good) : good.split("\r\n").map((line) => line.split(","));
      const places = placesIn(document);
      fc.assert(
        fc.property(
          fc.constantFrom(...places),
          STRANGE,
          fc.constantFrom(200, 200, 200, 400, 404, 429, 503),
          (place, by, status) => {
            const mangled = replaced(document, place, by);
            const body = isJson
              ? JSON.stringify(mangled)
              : String(
                  [mangled]
                    .flat()
                    .map((line) => String(line))
                    .join("\r\n"),
                );
            readAsPullDoes(provider, { status, headers: new Map(), body: body ?? "" });
          },
        ),
        { seed: 3, numRuns: 1500 },
      );
    });

    it("reads any beginning of an answer, or says that it is cut off", () => {
      for (const { body } of [{ body: good }, unknown, limit]) {
        for (let length = 0; length <= body.length; length++) {
          readAsPullDoes(provider, { status: 200, headers: new Map(), body: body.slice(0, length) });
        }
      }
    });
  },
);
