import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { alpaca } from "#market-data/providers/alpaca";
import { Pace } from "#market-data/providers/pace";
import { pullSymbol } from "./pull-symbol.ts";

let catalog: string;
beforeEach(() => {
  catalog = mkdtempSync(join(tmpdir(), "ivy-pull-"));
});
afterEach(() => rmSync(catalog, { recursive: true, force: true }));

const DAY = 86_400_000;
const FIRST = Date.UTC(2024, 0, 2);

/** Six days at 100; adjusted prices are 90 before the dividend of the fourth. */
function answer(address: string) {
  const url = new URL(address);
  const start = Date.parse(url.searchParams.get("start")!);
  const bars = Array.from({ length: 6 }, (_, i) => ({ time: FIRST + i * DAY, isBefore: i < 3 }))
    .filter(({ time }) => time >= start)
    .map(({ time, isBefore }) => {
      const price = isBefore && url.searchParams.get("adjustment") === "all" ? 90 : 100;
      return { t: new Date(time + 5 * 3_600_000).toISOString(), o: price, h: price, l: price, c: price, v: 1 };
    });
  return { status: 200, headers: new Map(), body: JSON.stringify({ bars, next_page_token: null }) };
}

const place = () => ({
  provider: alpaca,
  access: { base: "https://localhost", keys: new Map(alpaca.keys.map((name) => [name, "key"])) },
  world: {
    get: async ({ url }: { readonly url: string }) => answer(url),
    now: () => Date.UTC(2024, 1, 1),
    sleep: async () => {},
    random: () => 0,
  },
  pace: new Pace(alpaca.pace),
  catalog,
  progress: { step: () => {}, end: () => {} },
});

test("raw bars that agree with the adjusted ones that are known do not turn those into raw ones", async () => {
  const terms = { timeframe: "1d", from: null, to: null, isRaw: false, update: false } as const;
  const pull = (more: object) => pullSymbol("KO", { ...terms, ...more }, place(), { pages: 0, bars: 0 });
  expect((await pull({})).entry).toMatchObject({ bars: 6, adjustment: "splits and dividends" });
  const raw = await pull({ isRaw: true, from: FIRST + 4 * DAY });
  expect(raw.entry).toMatchObject({ bars: 6, adjustment: "none", isRaw: true });
  expect(raw.notes).toContain(
    "those that were known carry other splits and dividends: the whole history was pulled anew",
  );
  const { loadEntry, catalogFiles } = await import("#market-data/adapters/catalog-files");
  const { bars } = await loadEntry(catalogFiles(catalog)[0]!);
  expect([...bars.close]).toEqual([100, 100, 100, 100, 100, 100]);
});
