import fc from "fast-check";
import { expect, test } from "vitest";
import { DataError } from "#base/errors";
import { openJson } from "./open-json.ts";
import { parseJson } from "./parse-json.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** What JSON.parse makes of a text; undefined where it refuses it. */
function reference(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    const { value, isLines } = parseJson(bytesOf(text), "a.json");
    return isLines ? undefined : value;
  } catch (error) {
    if (error instanceof DataError) return undefined;
    throw error;
  }
}

test("reads every JSON text as JSON.parse does", () => {
  const text = fc
    .tuple(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 1, "\t"))
    .map(([value, space]) => JSON.stringify(value, null, space));
  fc.assert(
    fc.property(text, (json) => {
      // A name that would set what the object inherits from is passed over.
      fc.pre(!json.includes("__proto__"));
      expect(parsed(json)).toEqual(reference(json));
    }),
    { seed: 20130102, numRuns: 2000 },
  );
});

test("refuses what JSON.parse refuses, or reads it as it does, whatever is done to a text", () => {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.integer({ min: 0, max: 3 }),
    put: fc.constantFrom("", "[", "]", "{", "}", ",", ":", '"', "1", "-", ".", "e", " ", "\n", "\\", "x", "null"),
  });
  const base =
    '[[1509836520000, 1.5, -2e3, "3.25", null], {"t": "2013-01-02", "o": [true, false], "c\\u00e9": "é\\n"}]';
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      let text = base;
      for (const { at, cut, put } of edits) {
        const from = Math.floor(at * text.length);
        text = text.slice(0, from) + put + text.slice(from + cut);
      }
      const wanted = reference(text);
      const value = parsed(text);
      // Two things are read that JSON.parse refuses: zeros before a number, and several values one after the other.
      if (wanted === undefined && value !== undefined) expect(text).toMatch(/(^|[^\d.e+-])-?0\d/i);
      if (wanted !== undefined) expect([wanted, undefined], text).toContainEqual(value);
    }),
    { seed: 20130103, numRuns: 5000 },
  );
});

const bar = fc
  .tuple(
    fc.integer({ min: 1, max: 9999 }),
    fc.integer({ min: 0, max: 50 }),
    fc.integer({ min: 0, max: 50 }),
    fc.integer({ min: 0, max: 50 }),
    fc.integer({ min: 0, max: 50 }),
  )
  .map(([low, a, b, above, volume]) => ({
    low,
    open: low + a,
    close: low + b,
    high: low + Math.max(a, b) + above,
    volume,
  }));
const orders = [
  ["open", "high", "low", "close"],
  ["low", "high", "open", "close"],
  ["open", "close", "high", "low"],
] as const;

test("reads the same bars from candles of any order, as numbers or texts", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(bar, { minLength: 1, maxLength: 20 }),
      fc.constantFrom(...orders),
      fc.boolean(),
      async (bars, order, asText) => {
        const cell = (value: number) => (asText ? String(value) : value);
        const rows = bars.map((one, i) => [
          1509836520000 + i * 60_000,
          ...order.map((name) => cell(one[name])),
          cell(one.volume),
        ]);
        const table = openJson(bytesOf(JSON.stringify(rows)), "a.json");
        const names = ["open", "high", "low", "close", "volume"] as const;
        const values = names.map((name) => table.names.indexOf(name));
        const raw = await table.read({
          time: [0],
          timeForm: { kind: "epoch", unit: "ms" },
          values,
          symbol: -1,
          wanted: null,
        });
        expect(raw.values.map((column) => [...column])).toEqual(names.map((name) => bars.map((one) => one[name])));
      },
    ),
    { seed: 20130104, numRuns: 500 },
  );
});
