import { gunzipSync } from "node:zlib";
import type { Compressors } from "hyparquet";

type Unpack = NonNullable<Compressors[keyof Compressors]>;

/**
 * What unpacks the pages of a Parquet file, with what hyparquet-compressors leaves unchecked: a page of nothing, the checksum
 * of gzip, and lengths in LZ4 that lead back to where they stand, over which it goes round for ever.
 */
export function pageCodecs(compressors: Compressors): Compressors {
  const { LZ4: framed, LZ4_RAW: raw } = compressors;
  const lz4: Unpack = (input, length) => (isFramed(input, length) ? framed! : raw!)(input, length);
  const checked: Compressors = { ...compressors, GZIP: unpackGzip, ...(framed && raw && { LZ4: lz4 }) };
  // A page of nothing but nulls unpacks to nothing, which the one for LZ4 takes for a mistake.
  const unpacked = Object.entries(checked).map(
    ([codec, unpack]) =>
      [
        codec,
        (input: Uint8Array, length: number) => (length === 0 ? new Uint8Array() : unpack(input, length)),
      ] as const,
  );
  return Object.fromEntries(unpacked);
}

function unpackGzip(input: Uint8Array, length: number): Uint8Array {
  const plain = gunzipSync(input, { maxOutputLength: length });
  if (plain.length !== length) throw new Error(`a gzip page has ${plain.length} of ${length} bytes`);
  return plain;
}

/**
 * True for LZ4 as Hadoop writes it: blocks that each begin with their lengths, unpacked and packed, in four bytes, the highest first.
 * *Source* Apache Arrow, cpp/src/arrow/util/compression_lz4.cc, Lz4HadoopCodec.
 */
function isFramed(input: Uint8Array, length: number): boolean {
  const view = new DataView(input.buffer, input.byteOffset, input.length);
  let at = 0;
  let unpacked = 0;
  while (at + 8 <= input.length) {
    unpacked += view.getUint32(at);
    at += 8 + view.getUint32(at + 4);
  }
  return at === input.length && unpacked === length;
}
