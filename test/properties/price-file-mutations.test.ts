import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { IvyError } from "#base/errors";
import { contentOf } from "#market-data/csv/csv-content";
import { openCsvTable } from "#market-data/csv/csv-table";
import { openTable } from "#market-data/price-table";

const folder = fileURLToPath(new URL("../fixtures/market-data/", import.meta.url));
const files = readdirSync(folder).filter((name) => /\.(csv|tsv|txt)$/i.test(name));

/** Mutants of each file; IVY_FUZZ asks for more. */
const MUTANTS = Math.max(6, Math.ceil(Number(process.env.IVY_FUZZ ?? 0) / files.length));

/** Numbers from 0 to below 1, the same in every run (Marsaglia, Xorshift RNGs, 2003). */
function randomFrom(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const PIECES = [
  ",",
  ";",
  "\t",
  '"',
  "\n",
  "\r",
  "-",
  ".",
  "0",
  "9",
  "e",
  " ",
  "#",
  "NaN",
  "\u00e4",
  "\0",
  "1e999",
  "2024",
];

/** A file with some bytes taken out, doubled, swapped for others or cut off behind. */
function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  let out = Buffer.from(bytes);
  for (let edits = 1 + Math.floor(random() * 4); edits > 0; edits--) {
    const at = Math.floor(random() * (out.length + 1));
    const length = Math.floor(random() * 12);
    const piece = Buffer.from(PIECES[Math.floor(random() * PIECES.length)]!);
    const [before, after] = [out.subarray(0, at), out.subarray(at + length)];
    const choice = random();
    if (choice < 0.3) out = Buffer.concat([before, after]);
    else if (choice < 0.6) out = Buffer.concat([before, piece, out.subarray(at)]);
    else if (choice < 0.8) out = Buffer.concat([before, piece, after]);
    else if (choice < 0.9) out = Buffer.concat([before, out.subarray(at, at + length), out.subarray(at)]);
    else out = Buffer.from(before);
  }
  return new Uint8Array(out);
}

test("a damaged price file is read or refused in words, whatever was done to it", async () => {
  for (const [k, file] of files.entries()) {
    const bytes = readFileSync(`${folder}${file}`);
    const random = randomFrom(7919 * (k + 1));
    for (let i = 0; i < MUTANTS; i++) {
      const mutant = mutate(bytes, random);
      try {
        const table = openTable(openCsvTable(contentOf(mutant), file, {}), { ticker: "X", source: file, reading: {} });
        for (const { series } of await table.load(await table.symbols(), {})) {
          expect(series.close.every((price) => price > 0 && price < Number.POSITIVE_INFINITY)).toBe(true);
          expect(series.time.every((time, at) => at === 0 || time > series.time[at - 1]!)).toBe(true);
        }
      } catch (error) {
        const where = `${file}, mutant ${i}: ${JSON.stringify(Buffer.from(mutant).toString("latin1").slice(0, 400))}`;
        if (!(error instanceof IvyError)) throw new Error(where, { cause: error });
        expect(error.exitCode, where).toBeLessThan(70);
        expect(error.help, where).toMatch(/\S/);
      }
    }
  }
}, 60_000);
