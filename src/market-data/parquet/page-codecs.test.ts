import { gzipSync } from "node:zlib";
import { compressors } from "hyparquet-compressors";
import { expect, test } from "vitest";
import { pageCodecs } from "./page-codecs.ts";

const { GZIP, LZ4, ZSTD } = pageCodecs(compressors);
const TEXT = new TextEncoder().encode("2013-01-02 2013-01-03 2013-01-04");

/** One block of LZ4 with nothing but literals: a token, the rest of their number, and they. By the LZ4 block format. */
const BLOCK = Uint8Array.from([0xf0, TEXT.length - 15, ...TEXT]);
const framed = (unpacked: number, packed: number, block: Uint8Array) =>
  Uint8Array.from([0, 0, 0, unpacked, ...new Uint8Array(Uint32Array.of(packed).buffer).reverse(), ...block]);

test("LZ4 is read with the lengths that Hadoop puts before a block, and without", () => {
  expect(LZ4!(framed(TEXT.length, BLOCK.length, BLOCK), TEXT.length)).toEqual(TEXT);
  expect(LZ4!(BLOCK, TEXT.length)).toEqual(TEXT);
});

test("a length in LZ4 that leads back to where it stands is refused, in place of a round without end", () => {
  expect(() => LZ4!(framed(0, 2 ** 32 - 8, BLOCK), TEXT.length)).toThrow(/lz4/);
});

test("a gzip page whose bytes were changed is refused by its checksum, one that is short by its length", () => {
  const packed = gzipSync(TEXT, { level: 0 });
  expect(Buffer.from(GZIP!(packed, TEXT.length)).equals(TEXT)).toBe(true);
  const changed = Uint8Array.from(packed);
  // Of what is stored as it is, one letter: 10 bytes of header and 5 of the block stand before it.
  changed[20]! ^= 1;
  expect(() => GZIP!(changed, TEXT.length)).toThrow(/incorrect data check/);
  expect(() => GZIP!(packed, TEXT.length + 1)).toThrow("a gzip page has 32 of 33 bytes");
});

test("a page of nothing unpacks to nothing", () => {
  expect(ZSTD!(Uint8Array.of(0), 0)).toHaveLength(0);
});
