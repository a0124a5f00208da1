import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Page } from "../../provider.ts";
import { wanted } from "../../providers/answer.fixture.ts";
import { columnsOf } from "../../providers/bar-rows.ts";
import { openKeptPages } from "./kept-pages.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ivy-pages-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const NOW = Date.UTC(2026, 10, 21);

function page(day: number, next: string | null): Page {
  const row = { time: day, open: 1.1, high: 2, low: 0.5, close: 1.5, volume: Number.NaN };
  return { ...columnsOf([row]), next, zone: "UTC", adjustment: "none", currency: null, unfinished: null };
}

const open = (asked = "the same", now = NOW) => openKeptPages(folder, "binance", wanted(), asked, now);
const file = () => join(folder, ".pulling", "binance-1d-KO.ndjson");

/** An attempt that stops after two pages. */
function stopped(): void {
  const kept = open();
  kept.keep(page(1, "a"));
  kept.keep(page(2, "b"));
  kept.release();
}

describe("the pages of a pull that stopped", () => {
  it("are there for the next one, with where to go on", () => {
    stopped();
    const { pages, cursor, isWhole, wanted: asked } = open("the same", NOW + 3_600_000);
    expect(pages).toEqual([page(1, "a"), page(2, "b")]);
    expect([cursor, isWhole]).toEqual(["b", false]);
    expect(asked).toEqual(wanted());
  });

  it("are gone on with up to the last that is whole", () => {
    stopped();
    appendFileSync(file(), '{"rows":{"time":[3],"op');
    const again = open();
    expect(again.cursor).toBe("b");
    again.keep(page(3, null));
    again.release();
    expect(open()).toMatchObject({ isWhole: true, pages: [{}, {}, { next: null }] });
  });

  it("hold every number to its last bit", () => {
    const price = fc.oneof(fc.double({ noDefaultInfinity: true }), fc.constant(Number.NaN));
    fc.assert(
      fc.property(fc.array(price, { minLength: 5, maxLength: 5 }), ([open_, high, low, close, volume]) => {
        const whole = page(1, "a");
        const rows = { ...whole.rows, open: [open_!], high: [high!], low: [low!], close: [close!], volume: [volume!] };
        const kept = open();
        kept.keep({ ...whole, rows });
        kept.release();
        const again = open();
        // JSON knows no -0; no price is one.
        const plain = (values: readonly number[]) => values.map((value) => value + 0);
        expect([again.pages[0]!.rows.open, again.pages[0]!.rows.volume].map(plain)).toEqual(
          [rows.open, rows.volume].map(plain),
        );
        again.remove();
        again.release();
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it("are not those of another question, nor of the day before yesterday", () => {
    stopped();
    expect(open("another").pages).toEqual([]);
    stopped();
    expect(open("the same", NOW + 25 * 3_600_000).pages).toEqual([]);
  });

  it("are begun anew where their file is broken", () => {
    mkdirSync(join(folder, ".pulling"));
    writeFileSync(file(), "nonsense\n{}\n");
    expect(open().pages).toEqual([]);
  });

  it("leave nothing once they are in the catalog", () => {
    const kept = open();
    kept.keep(page(1, null));
    kept.remove();
    kept.release();
    expect(readdirSync(join(folder, ".pulling"))).toEqual([]);
  });
});

describe("two processes", () => {
  it("do not pull the same at once", () => {
    open().release();
    writeFileSync(`${file()}.lock`, "1");
    expect(() => open()).toThrow(expect.objectContaining({ code: "pull-running", exitCode: 75 }));
  });

  it("do not wait for one that is gone", () => {
    open().release();
    writeFileSync(`${file()}.lock`, "999999999");
    open().release();
    expect(existsSync(`${file()}.lock`)).toBe(false);
  });
});
